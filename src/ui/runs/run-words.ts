/** How facts of a run are written. */
import type { Words } from '../i18n/words.ts';

/** A corpus by its id; those of one's own are called as they are kept. */
export function corpusName(id: string, t: Words): string {
  return Object.hasOwn(t.setup.corpora, id) ? t.setup.corpora[id]! : id;
}

/** A time, near enough for a person: `40 s`, `12 min`, `1 h 5 min`. */
export function durationWords(ms: number, { runs: { timeLeft } }: Words): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return timeLeft.seconds(seconds);
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? timeLeft.minutes(minutes) : timeLeft.hours(Math.floor(minutes / 60), minutes % 60);
}
