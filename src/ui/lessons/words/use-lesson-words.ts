/** The words of the list and the panel of the lessons. */
import { partWords } from '../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useLessonWords = partWords({ en, 'zh-Hans': zh });
