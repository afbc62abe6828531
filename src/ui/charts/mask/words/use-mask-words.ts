/** The words of a painted attention mask. */
import { partWords } from '../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useMaskWords = partWords({ en, 'zh-Hans': zh });
