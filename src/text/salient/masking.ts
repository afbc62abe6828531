/** Chooses which tokens of a sentence are masked (REALM §3.4, and its ablation in Table 2). */

import type { Prng } from '../../util/prng.ts';
import type { Range, SalientSpan } from '../tokenizer/tokens.ts';

/** A part of the run's configuration (run/common-settings.ts, `masking`). */
export interface MaskingSettings {
  strategy: 'salient' | 'uniform' | 'random-span';
  /** Share of tokens for `uniform`. */
  uniformRate: number;
  /** Longest masked span in tokens; longer salient spans are not used. */
  maxTokens: number;
}

/** A tokenised sentence with its salient spans; ranges and spans count from the same position in the same text. */
export interface MaskableSentence {
  ranges: readonly Range[];
  spans: readonly SalientSpan[];
  /** Those of `spans` that may be masked; absent: all. */
  eligible?: readonly SalientSpan[];
}

/**
 * Positions of the tokens that cover a span exactly, as a half-open range; null if the span begins or ends inside a token, or if its tokens were
 * cut off. Special tokens have empty ranges and are skipped.
 */
export function spanTokens(ranges: readonly Range[], span: Range): [first: number, end: number] | null {
  let first = 0;
  while (first < ranges.length && (isSpecial(ranges[first]!) || ranges[first]!.start < span.start)) first++;
  if (ranges[first]?.start !== span.start) return null;
  let last = first;
  while (last + 1 < ranges.length && !isSpecial(ranges[last + 1]!) && ranges[last + 1]!.end <= span.end) last++;
  return ranges[last]!.end === span.end ? [first, last + 1] : null;
}

/** Lengths in tokens of the salient spans that may be masked; `random-span` draws its lengths from them. */
export function salientLengths(sentences: Iterable<MaskableSentence>, maxTokens: number): number[] {
  const lengths: number[] = [];
  for (const sentence of sentences) {
    for (const [first, end] of maskableSpans(sentence, maxTokens)) lengths.push(end - first);
  }
  return lengths;
}

/**
 * Positions to mask, ascending; null if there is nothing to mask. Special tokens that an encoder adds are never masked; one that is written in
 * the text counts as text.
 *
 * - `salient`: the whole of one salient span of at most `maxTokens` tokens; every span has the same probability.
 * - `uniform`: `uniformRate` of the tokens, rounded, at least one, drawn without replacement.
 * - `random-span`: adjacent tokens anywhere in the sentence. Their number is drawn from `spanLengths`, so that the ablation changes what is
 *   masked, not how much. If the sentence is too short, all of its tokens but one.
 */
export function chooseMask(
  sentence: MaskableSentence,
  settings: MaskingSettings,
  prng: Prng,
  spanLengths: readonly number[] = [1],
): number[] | null {
  switch (settings.strategy) {
    case 'salient': {
      const spans = maskableSpans(sentence, settings.maxTokens);
      if (spans.length === 0) return null;
      const [first, end] = prng.pick(spans);
      return positions(first, end);
    }
    case 'uniform': {
      const tokens = textTokens(sentence.ranges);
      if (tokens.length === 0) return null;
      const count = Math.max(1, Math.round(settings.uniformRate * tokens.length));
      return prng
        .shuffle(tokens)
        .slice(0, count)
        .sort((a, b) => a - b);
    }
    case 'random-span': {
      const tokens = textTokens(sentence.ranges);
      if (tokens.length === 0 || spanLengths.length === 0) return null;
      const length = Math.min(prng.pick(spanLengths), settings.maxTokens, Math.max(1, tokens.length - 1));
      // A window is not contiguous only if a special token is inside the sentence.
      const windows = tokens.filter((first, i) => tokens[i + length - 1] === first + length - 1);
      if (windows.length === 0) return null;
      const first = prng.pick(windows);
      return positions(first, first + length);
    }
    default:
      return settings.strategy satisfies never;
  }
}

/** Token ranges of the eligible salient spans that begin and end at token borders and are not too long. */
export function maskableSpans(
  { ranges, spans, eligible = spans }: MaskableSentence,
  maxTokens: number,
): [first: number, end: number][] {
  const found: [number, number][] = [];
  for (const span of eligible) {
    const tokens = spanTokens(ranges, span);
    if (tokens && tokens[1] - tokens[0] <= maxTokens) found.push(tokens);
  }
  return found;
}

function isSpecial(range: Range): boolean {
  return range.start === range.end;
}

function textTokens(ranges: readonly Range[]): number[] {
  const tokens: number[] = [];
  ranges.forEach((range, i) => {
    if (!isSpecial(range)) tokens.push(i);
  });
  return tokens;
}

function positions(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i);
}
