/**
 * T5's span corruption (Raffel et al. 2020, §3.1.4; code: google-research/text-to-text-transfer-transformer, `random_spans_noise_mask`): spans of a
 * text are replaced by a sentinel each; the target has the sentinels, each followed by what it stands for.
 */
import type { Prng } from '../../util/prng.ts';
import type { Range } from '../tokenizer/tokens.ts';
import { roundHalfEven } from './round-half-even.ts';

export interface SpanSettings {
  /** Share of the tokens that is taken out. */
  density: number;
  /** Mean length of a span in tokens. */
  meanLength: number;
}

/** How many tokens of a text of `length` tokens are taken out, and in how many spans: the same in every draw. At least one token stays. */
export function spanCounts(length: number, { density, meanLength }: SpanSettings): { tokens: number; spans: number } {
  const tokens = Math.min(Math.max(1, roundHalfEven(density * length)), length - 1);
  if (tokens <= 0) return { tokens: 0, spans: 0 };
  // the official code has no such limit: it expects more tokens to stay than there are spans
  return { tokens, spans: Math.min(Math.max(1, roundHalfEven(tokens / meanLength)), tokens, length - tokens) };
}

/** Lengths, 1 or more each, of `parts` parts of `items` items; every way to part them has the same probability. */
export function randomPartition(items: number, parts: number, prng: Prng): number[] {
  const begins = prng.shuffle(Array.from({ length: items - 1 }, (_, i) => i < parts - 1));
  const lengths = [1];
  for (const isBegin of begins) {
    if (isBegin) lengths.push(1);
    else lengths[lengths.length - 1]!++;
  }
  return lengths;
}

/** Spans from left to right, as half-open ranges of tokens. What stays and what is taken out take turns: a text begins with what stays, and ends with a span. */
export function corruptedSpans(length: number, settings: SpanSettings, prng: Prng): Range[] {
  const { tokens, spans } = spanCounts(length, settings);
  if (spans === 0) return [];
  const taken = randomPartition(tokens, spans, prng);
  const kept = randomPartition(length - tokens, spans, prng);
  let at = 0;
  return taken.map((size, i) => {
    const start = at + kept[i]!;
    at = start + size;
    return { start, end: at };
  });
}

/** The text with a sentinel for each span, and the sentinels with their spans. `spans`: from left to right, without overlap. */
export function spansApart<T>(
  text: readonly T[],
  spans: readonly Range[],
  sentinel: (i: number) => T,
): { inputs: T[]; targets: T[] } {
  const inputs: T[] = [];
  const targets: T[] = [];
  let at = 0;
  for (const [i, { start, end }] of spans.entries()) {
    inputs.push(...text.slice(at, start), sentinel(i));
    targets.push(sentinel(i), ...text.slice(start, end));
    at = end;
  }
  inputs.push(...text.slice(at));
  return { inputs, targets };
}
