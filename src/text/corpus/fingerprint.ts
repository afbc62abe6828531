/** Tells corpora apart: a checkpoint can be continued only with the corpus on which it was trained. */
import { fnv1a } from '../../util/hash.ts';
import type { Corpus } from './corpus.ts';

/** The number of documents and a hash of their ids, titles and texts in order. */
export function corpusFingerprint({ documents }: Corpus): string {
  let hash: number | undefined;
  // With the null character "ab", "c" and "a", "bc" differ.
  for (const { id, title, text } of documents)
    for (const part of [id, title, text]) hash = fnv1a('\0', fnv1a(part, hash));
  return `${documents.length}-${hash?.toString(16)}`;
}

/** Tells sets of questions over one corpus apart: their number and a hash of their texts in order. */
export function questionFingerprint({ questions }: Corpus): string {
  let hash: number | undefined;
  for (const { question } of questions) hash = fnv1a('\0', fnv1a(question, hash));
  return `${questions.length}-${(hash ?? 0).toString(16)}`;
}
