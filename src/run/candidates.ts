/** From what the index returns to the candidates of an example (REALM.md §2.2–4). */
import type { RunConfig } from '../systems/realm/config.ts';
import type { PreparedCorpus } from './prepare.ts';

/** In place of a source block's number: the sentence belongs to no document. */
export const noSource = -1;

/** How many neighbours to ask for: k, and a few more since blocks of the source's identity are dropped. */
export const neighboursToAsk = (candidates: number): number => candidates + 4;

export type Candidates = { blocks: number[] } | { skipped: string };

/**
 * Neighbours of x, best first, without the source (by identity, unless trivial retrieval is allowed), cut so that null and
 * they are `candidates` in all; fewer where the corpus or the neighbours have no more. An example with two candidates of one identity, or with
 * none, is skipped.
 */
export function chooseCandidates(
  neighbours: ArrayLike<number>,
  sourceBlock: number,
  prepared: PreparedCorpus,
  { candidates, nullDocument, allowTrivial }: RunConfig['realm'],
): Candidates {
  const wanted = candidates - Number(nullDocument);
  const source = identityOfSource(prepared, sourceBlock);
  const blocks: number[] = [];
  const seen = new Set<string>();
  for (let i = 0; i < neighbours.length && blocks.length < wanted; i++) {
    const block = neighbours[i]!;
    if (block < 0) break;
    const { identity } = prepared.blocks[block]!;
    if (!allowTrivial && identity === source) continue;
    if (seen.has(identity)) return { skipped: 'duplicate candidates' };
    seen.add(identity);
    blocks.push(block);
  }
  return blocks.length === 0 ? { skipped: 'no candidates' } : { blocks };
}

/** Identity of a sentence's own block; null where it has none. */
export function identityOfSource({ blocks }: PreparedCorpus, sourceBlock: number): string | null {
  return sourceBlock === noSource ? null : blocks[sourceBlock]!.identity;
}
