/** The words of the page of experiments. */
import { partWords } from '../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useExperimentWords = partWords({ en, 'zh-Hans': zh });
