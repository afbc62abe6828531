/** The words of the page *Blanks*. */
import { partWords } from '../../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useBlanksWords = partWords({ en, 'zh-Hans': zh });
