/** How the documents of an index are shared out between several workers. */

import { sequenceCount, type TokenSequences } from '../text/tokenizer/tokens.ts';

/**
 * Bounds of at most `count` runs of documents with nearly equal numbers of tokens: run i is `bounds[i] … bounds[i + 1]`. Each holds a
 * document at least; where there are none, there is one empty run.
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

/** Documents `first … end`, the end excluded. A copy: a view would take the whole of its buffer along to a worker. */
export function sliceSequences({ tokens, starts }: TokenSequences, first: number, end: number): TokenSequences {
  const begin = starts[first]!;
  return {
    tokens: tokens.slice(begin, starts[end]!),
    starts: starts.slice(first, end + 1).map((start) => start - begin),
  };
}
