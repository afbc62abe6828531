/** The words of kept runs, their comparison, their reports, and stop conditions. */
import { type PartTables, partWords } from '../../i18n/part-words.ts';
import { en, type RunWords } from './en.ts';
import { zh } from './zh.ts';

export const runWords: PartTables<RunWords> = { en, 'zh-Hans': zh };

export const useRunWords = partWords(runWords);
