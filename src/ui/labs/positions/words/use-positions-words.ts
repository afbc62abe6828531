/** The words of the lab *Positions*. */
import { partWords } from '../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const usePositionsWords = partWords({ en, 'zh-Hans': zh });
