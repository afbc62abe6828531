/** Subjects: which are held out of training, and which of two splits each belongs to. Nothing here depends on a seed. */
import type { Document } from '../text/corpus/corpus.ts';
import { fnv1a } from '../util/hash.ts';
import type { Split } from './records.ts';

export interface Subject {
  /** No sentence about it is masked in training. */
  heldOut: boolean;
  split: Split;
}

/** What a document is about. */
export const subjectOf = ({ subject, id }: Pick<Document, 'subject' | 'id'>): string => subject ?? id;

/**
 * The subjects of a corpus by name. Every n-th in the order of the documents is held out. Of those that are held out, and of the others, every
 * second by a hash of its name is for development, the rest for the test.
 */
export function corpusSubjects(documents: readonly Document[], holdOutEvery: number): ReadonlyMap<string, Subject> {
  const names = [...new Set(documents.map(subjectOf))];
  const isHeldOut = (i: number) => holdOutEvery > 0 && i % holdOutEvery === holdOutEvery - 1;
  const subjects = new Map<string, Subject>();
  for (const heldOut of [true, false]) {
    const byHash = names
      .filter((_, i) => isHeldOut(i) === heldOut)
      .map((name) => ({ name, hash: fnv1a(name) }))
      .sort((a, b) => a.hash - b.hash || (a.name < b.name ? -1 : 1));
    byHash.forEach(({ name }, i) => {
      subjects.set(name, { heldOut, split: i % 2 === 0 ? 'development' : 'test' });
    });
  }
  return subjects;
}
