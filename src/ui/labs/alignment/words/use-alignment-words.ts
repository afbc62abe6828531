/** The words of the lab *Alignment*. */
import { partWords } from '../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useAlignmentWords = partWords({ en, 'zh-Hans': zh });
