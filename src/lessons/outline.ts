/** What the page knows of the lessons before one is opened: their ids, and how many parts each has. The lessons themselves are loaded later. */
import type { LessonPlace } from '../state/url.ts';

export const partCounts: Readonly<Record<string, number>> = {
  'masked-words': 3,
  'null-document': 3,
  'cold-start': 4,
  staleness: 4,
  mips: 2,
  'salient-spans': 2,
  'trivial-retrieval': 2,
  'corpus-edit': 3,
  'joint-prompt': 2,
  'what-it-says': 3,
  'to-retriever': 3,
  'two-parts': 2,
  'unknown-length': 2,
  'not-yet': 2,
};

export const isLesson = (id: string): boolean => Object.hasOwn(partCounts, id);

/** Whether a place names a part that there is. */
export function isPart({ lesson, part }: LessonPlace): boolean {
  return isLesson(lesson) && Number.isInteger(part) && part >= 1 && part <= partCounts[lesson]!;
}
