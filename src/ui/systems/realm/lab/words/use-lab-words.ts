/** The words of the masking lab. */
import { partWords } from '../../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useLabWords = partWords({ en, 'zh-Hans': zh });
