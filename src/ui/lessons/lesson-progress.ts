/** What somebody has predicted and done in the lessons; kept in this browser. */

export interface LessonProgress {
  /** The chosen prediction, by the key of the part. */
  answers: Readonly<Record<string, string>>;
  /** Keys of the parts whose exercise was done. */
  done: readonly string[];
}

const storageKey = 'retrograd.lessons';

export const noProgress: LessonProgress = { answers: {}, done: [] };

export const partKey = (lesson: string, part: string): string => `${lesson}/${part}`;

/** Whatever of it can be read. */
export function storedProgress(): LessonProgress {
  try {
    const { answers, done } = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<LessonProgress>;
    const isText = (value: unknown) => typeof value === 'string';
    return {
      answers: Object.fromEntries(Object.entries(answers ?? {}).filter(([, choice]) => isText(choice))),
      done: Array.isArray(done) ? done.filter(isText) : [],
    };
  } catch {
    return noProgress; // storage is blocked, or holds something else
  }
}

export function storeProgress({ answers, done }: LessonProgress): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ answers, done }));
  } catch {
    // as long as the page lasts
  }
}
