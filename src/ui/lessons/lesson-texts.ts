/** The texts of the lessons: they are loaded with the lessons, not with the page. */
import { lessonTexts as en } from '../../lessons/en/en.ts';
import type { Lesson, LessonText } from '../../lessons/lesson.ts';
import { lessonTexts as zh } from '../../lessons/zh/zh.ts';
import { partWords } from '../i18n/part-words.ts';

const useTexts = partWords({ en, 'zh-Hans': zh });

export function useLessonTexts(): (lesson: Lesson) => LessonText {
  const texts: Readonly<Record<string, LessonText>> = useTexts();
  return ({ id }) => texts[id]!;
}
