/** The words of the page *Ask*. */
import { partWords } from '../../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useAskWords = partWords({ en, 'zh-Hans': zh });
