/** What tells one corpus from another: a checkpoint goes on only with the corpus it was trained on. */
import { fnv1a } from '../../util/hash.ts';
import type { Corpus } from './corpus.ts';

/** How many documents there are, and a hash over their ids, titles and texts in order. */
export function corpusFingerprint({ documents }: Corpus): string {
  let hash: number | undefined;
  // the null character keeps "ab", "c" from "a", "bc"
  for (const { id, title, text } of documents)
    for (const part of [id, title, text]) hash = fnv1a('\0', fnv1a(part, hash));
  return `${documents.length}-${hash?.toString(16)}`;
}
