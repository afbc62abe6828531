/** The words of imports and of the library. */
import { type PartTables, partWords } from '../../i18n/part-words.ts';
import { en, type ImportWords } from './en.ts';
import { zh } from './zh.ts';

export const importWords: PartTables<ImportWords> = { en, 'zh-Hans': zh };

export const useImportWords = partWords(importWords);
