/** The words of the lab *Regression in the context*. */
import { partWords } from '../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useRegressionWords = partWords({ en, 'zh-Hans': zh });
