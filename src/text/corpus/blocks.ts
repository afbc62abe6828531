/** Blocks of sentences. */

/**
 * Packs sentences greedily into blocks: the next sentence is added to a block as long as the block has at most `maxTokens`.
 * Returns half-open ranges of sentence numbers. A longer sentence is a block of its own; the caller has to cut it.
 */
export function packBlocks(sentenceLengths: readonly number[], maxTokens: number): [first: number, end: number][] {
  const blocks: [number, number][] = [];
  let first = 0;
  let sum = 0;
  sentenceLengths.forEach((length, i) => {
    if (i > first && sum + length > maxTokens) {
      blocks.push([first, i]);
      first = i;
      sum = 0;
    }
    sum += length;
  });
  if (first < sentenceLengths.length) blocks.push([first, sentenceLengths.length]);
  return blocks;
}
