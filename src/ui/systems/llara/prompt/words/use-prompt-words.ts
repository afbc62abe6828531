/** The words of the page *Prompt*. */
import { partWords } from '../../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const usePromptWords = partWords({ en, 'zh-Hans': zh });
