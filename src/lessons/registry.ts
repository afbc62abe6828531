/** The lessons, in the order in which a class takes them. */
import type { LessonPlace } from '../state/url.ts';
import { notYet } from './glm/not-yet.ts';
import { twoParts } from './glm/two-parts.ts';
import { unknownLength } from './glm/unknown-length.ts';
import type { Lesson, Part } from './lesson.ts';
import { jointPrompt } from './llara/joint-prompt.ts';
import { toRetriever } from './llara/to-retriever.ts';
import { whatItSays } from './llara/what-it-says.ts';
import { coldStart } from './realm/cold-start.ts';
import { corpusEdit } from './realm/corpus-edit.ts';
import { maskedWords } from './realm/masked-words.ts';
import { mips } from './realm/mips.ts';
import { nullDocument } from './realm/null-document.ts';
import { salientSpans } from './realm/salient-spans.ts';
import { staleness } from './realm/staleness.ts';
import { trivialRetrieval } from './realm/trivial-retrieval.ts';

export const lessons: readonly Lesson[] = [
  maskedWords,
  nullDocument,
  coldStart,
  staleness,
  mips,
  salientSpans,
  trivialRetrieval,
  corpusEdit,
  jointPrompt,
  whatItSays,
  toRetriever,
  twoParts,
  unknownLength,
  notYet,
];

export function lessonById(id: string): Lesson | undefined {
  return lessons.find((lesson) => lesson.id === id);
}

/** The part that a place names; null if there is none. */
export function partAt({ lesson, part }: LessonPlace): { lesson: Lesson; part: Part } | null {
  const found = lessonById(lesson);
  const named = found?.parts[part - 1];
  return found && named ? { lesson: found, part: named } : null;
}
