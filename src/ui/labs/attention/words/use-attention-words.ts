/** The words of the lab *Attention by hand*. */
import { partWords } from '../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useAttentionWords = partWords({ en, 'zh-Hans': zh });
