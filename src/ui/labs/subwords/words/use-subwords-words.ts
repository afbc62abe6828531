/** The words of the lab *Subwords*. */
import { partWords } from '../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useSubwordsWords = partWords({ en, 'zh-Hans': zh });
