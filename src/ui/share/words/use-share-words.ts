/** The words of the dialog Share. */
import { partWords } from '../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useShareWords = partWords({ en, 'zh-Hans': zh });
