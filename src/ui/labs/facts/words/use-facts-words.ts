/** The words of the lab *Facts*. */
import { partWords } from '../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useFactsWords = partWords({ en, 'zh-Hans': zh });
