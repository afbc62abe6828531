/** The texts of the lessons in the language that is shown; English where a language has none. They are loaded with the lessons, not with the page. */
import { lessonTexts as en } from '../../lessons/en/en.ts';
import type { Lesson, LessonText } from '../../lessons/lesson.ts';
import { lessonTexts as zh } from '../../lessons/zh/zh.ts';
import { useLanguage } from '../i18n/language-context.tsx';

const tables: Readonly<Record<string, Readonly<Record<string, LessonText>>>> = { en, 'zh-Hans': zh };

export function useLessonTexts(): (lesson: Lesson) => LessonText {
  const texts = tables[useLanguage().id] ?? en;
  return ({ id }) => texts[id]!;
}
