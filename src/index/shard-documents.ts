/** Divides the documents of an index between several workers. */

import { sequenceCount, type TokenSequences } from '../text/tokenizer/tokens.ts';

/**
 * Divides the documents into at most `count` runs with nearly equal numbers of tokens and returns the bounds: run i is
 * `bounds[i] … bounds[i + 1]`. Each run holds at least one document; without documents there is one empty run.
 */
export function splitByTokens(documents: TokenSequences, count: number): number[] {
  const { starts } = documents;
  const size = sequenceCount(documents);
  const runs = Math.max(1, Math.min(count, size));
  const bounds = [0];
  for (let i = 1; i < runs; i++) {
    const ideal = (starts[size]! * i) / runs;
    const last = size - (runs - i);
    let bound = bounds[i - 1]! + 1;
    while (bound < last && starts[bound + 1]! - ideal < ideal - starts[bound]!) bound++;
    bounds.push(bound);
  }
  bounds.push(size);
  return bounds;
}

/** Documents `first … end`, the end excluded. It copies, because posting a view to a worker would copy its whole buffer. */
export function sliceSequences({ tokens, starts }: TokenSequences, first: number, end: number): TokenSequences {
  const begin = starts[first]!;
  return {
    tokens: tokens.slice(begin, starts[end]!),
    starts: starts.slice(first, end + 1).map((start) => start - begin),
  };
}
