/** The words of the lab *Three pre-trainings*. */
import { partWords } from '../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const usePretrainingsWords = partWords({ en, 'zh-Hans': zh });
