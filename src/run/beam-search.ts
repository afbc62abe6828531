/**
 * Beam search: of all continuations of the B best texts by one token the B best are kept, by the sum of log-probabilities. The cache stays on the GPU,
 * where each step reorders its rows; what is read back is the likeliest B + 1 tokens of each text.
 */
import type { GeneratedToken, Generator, NewestToken, RatedToken, Rules } from './generation.ts';

interface Hypothesis {
  tokens: GeneratedToken[];
  /** Σ log p in nats. */
  score: number;
}

/** How many of the likeliest tokens a generator of this many rows must tell: the token that ends a text may be one, and extends none. */
export const candidatesOfBeams = (beams: number): number => beams + 1;

/**
 * The best continuation of a text that is in all rows of the generator's cache, which has as many rows as there are beams and tells
 * `candidatesOfBeams`. A text ends where its end is among the B best continuations of a step; the search ends when no unfinished text can be better than
 * the best finished one. With one beam it is greedy. Scores are not divided by lengths. Afterwards the cache holds the tokens up to `first` only.
 */
export async function beamSearch(generator: Generator, first: NewestToken, rules: Rules): Promise<GeneratedToken[]> {
  const beams = generator.rows;
  let live: Hypothesis[] = [{ tokens: [], score: 0 }];
  let finished: Hypothesis | undefined;
  // row r of the cache goes on with the tokens of row parents[r]
  let parents = [0];
  const limit = generator.limitOf([first], rules);
  for (let step = 0; step < limit; step++) {
    const rated = await generator.expand(first, step, { ids: live.map(newestOf(first)), parents }, rules);
    const continued = continuations(live, rated).sort((a, b) => b.score - a.score);
    const kept: typeof continued = [];
    continued.forEach((candidate, rank) => {
      if (candidate.tokens.at(-1)!.id !== rules.end) {
        if (kept.length < beams) kept.push(candidate);
      } else if (rank < beams && !(finished && finished.score >= candidate.score)) finished = candidate;
    });
    live = kept;
    parents = kept.map(({ parent }) => parent);
    // a longer text is never likelier than its beginning
    const [best] = live;
    if (!best || (finished && finished.score >= best.score)) break;
  }
  const [best] = live;
  return (finished && (!best || finished.score >= best.score) ? finished : best!).tokens;
}

const newestOf =
  (first: NewestToken) =>
  ({ tokens }: Hypothesis): number =>
    tokens.at(-1)?.id ?? first.id;

/** Every text with every one of its likeliest next tokens. */
function continuations(live: Hypothesis[], rated: RatedToken[][]): (Hypothesis & { parent: number })[] {
  return live.flatMap(({ tokens, score }, parent) =>
    rated[parent]!.map(({ id, log }) => ({
      parent,
      score: score + log,
      tokens: [...tokens, { id, log, likeliest: rated[parent]! }],
    })),
  );
}
