/** The words of the lab *Heads of the model that trains*. */
import { partWords } from '../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useHeadsWords = partWords({ en, 'zh-Hans': zh });
