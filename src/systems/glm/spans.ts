/** Which spans of a text become blanks (Du et al. 2022, §2.1 and 2.2; code: THUDM/GLM, `blocklm_utils.py`). */
import type { Prng } from '../../util/prng.ts';

/** Tokens start … end − 1. */
export interface Span {
  start: number;
  end: number;
}

/** Longest span in token mode. */
export const longestSpan = 39;

/** p(length) for lengths 1 … 39: a Poisson distribution without 0 and what is longer, normalised. Entry i is length i + 1. */
export function lengthProbabilities(mean: number): number[] {
  let weight = 1;
  const weights = Array.from({ length: longestSpan }, (_, i) => (weight *= mean / (i + 1)));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((value) => value / sum);
}

function drawLength(probabilities: readonly number[], prng: Prng): number {
  let rest = prng.uniform();
  const i = probabilities.findIndex((p) => (rest -= p) < 0);
  return i < 0 ? probabilities.length : i + 1;
}

export interface SpanChoice {
  /** Share of the text that is taken out at least: int(share · length) tokens. */
  share: number;
  /** λ of the lengths of spans in token mode. */
  meanLength: number;
}

/**
 * Spans of a text of `length` tokens, from left to right; its first token, [CLS], is counted, but never part of one. Lengths are drawn until they
 * sum to int(share · length) or more, and shuffled; between two spans there is a token at least. Null if they do not fit, or if int(share · length) is 0.
 */
export function tokenSpans(length: number, { share, meanLength }: SpanChoice, prng: Prng): Span[] | null {
  const wanted = Math.floor(share * length);
  const probabilities = lengthProbabilities(meanLength);
  const lengths: number[] = [];
  let sum = 0;
  while (sum < wanted) {
    lengths.push(drawLength(probabilities, prng));
    sum += lengths.at(-1)!;
  }
  // places among the tokens that stay, of which each span but the last keeps one behind it
  const places = length - 1 - sum - lengths.length + 2;
  if (lengths.length === 0 || places < 1) return null;
  prng.shuffle(lengths);
  const drawn = lengths.map(() => prng.int(places)).sort((a, b) => a - b);
  let offset = 1;
  return lengths.map((size, i) => {
    const start = offset + drawn[i]!;
    offset += size + 1;
    return { start, end: start + size };
  });
}

/**
 * Whole sentences, from left to right, until they have int(share · length) tokens or more; neighbours may be among them. A sentence ends after each token for
 * which `endsSentence`; the first token of the text, [CLS], is part of none. Null if int(share · length) is 0.
 */
export function sentenceSpans(
  length: number,
  endsSentence: (at: number) => boolean,
  share: number,
  prng: Prng,
): Span[] | null {
  const wanted = Math.floor(share * length);
  const sentences: Span[] = [];
  let start = 1;
  for (let at = 1; at < length; at++) {
    if (!endsSentence(at) && at < length - 1) continue;
    sentences.push({ start, end: at + 1 });
    start = at + 1;
  }
  prng.shuffle(sentences);
  let sum = 0;
  const taken = sentences.filter((sentence) => {
    const isTaken = sum < wanted;
    if (isTaken) sum += sentence.end - sentence.start;
    return isTaken;
  });
  return taken.length > 0 ? taken.sort((a, b) => a.start - b.start) : null;
}

/** Whether a piece of the vocabulary ends a sentence in sentence mode. */
export const endsSentence = (piece: string): boolean => /[.?!;:\n。？！；：]/.test(piece);

/** One long span: its share of the room between half of the text and all but two of its tokens, the same for a batch. */
export const drawLongShare = (prng: Prng): number => prng.uniform();

/**
 * One span of half of the text to all but two of its tokens. With probability .5 it is the end of the text, which has no `eop`; otherwise it stands
 * anywhere after [CLS]. Null for a text of less than four tokens.
 */
export function documentSpan(length: number, longShare: number, prng: Prng): { span: Span; isSuffix: boolean } | null {
  if (length < 4) return null;
  const least = Math.ceil(length / 2);
  const size = least + Math.floor(longShare * (length - 2 - least + 1));
  const isSuffix = prng.uniform() < 0.5;
  const start = isSuffix ? length - size : 1 + prng.int(length - size);
  return { span: { start, end: start + size }, isSuffix };
}
