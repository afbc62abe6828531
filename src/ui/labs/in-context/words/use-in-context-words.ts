/** The words of the lab *In-context learning*. */
import { partWords } from '../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useInContextWords = partWords({ en, 'zh-Hans': zh });
