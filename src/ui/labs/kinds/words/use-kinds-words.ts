/** The words of the lab *Kinds*. */
import { partWords } from '../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useKindsWords = partWords({ en, 'zh-Hans': zh });
