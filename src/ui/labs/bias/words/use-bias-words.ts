/** The words of the lab *Bias*. */
import { partWords } from '../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useBiasWords = partWords({ en, 'zh-Hans': zh });
