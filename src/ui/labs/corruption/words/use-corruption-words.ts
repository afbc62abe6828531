/** The words of the lab *Corruption*. */
import { partWords } from '../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useCorruptionWords = partWords({ en, 'zh-Hans': zh });
