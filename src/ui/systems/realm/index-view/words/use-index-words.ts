/** The words of the index page. */
import { partWords } from '../../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useIndexWords = partWords({ en, 'zh-Hans': zh });
