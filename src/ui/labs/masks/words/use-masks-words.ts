/** The words of the lab *Masks*. */
import { partWords } from '../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useMasksWords = partWords({ en, 'zh-Hans': zh });
