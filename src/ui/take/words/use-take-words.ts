/** The words of the dialog Take it along. */
import { partWords } from '../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useTakeWords = partWords({ en, 'zh-Hans': zh });
