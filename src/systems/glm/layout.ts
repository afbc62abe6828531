/** A text as a row of the model's inputs, for each of the three objectives. */
import { type MaskBits, maskWords } from '../../graph/ops/attention-mask.ts';
import { allowBlankFilling } from '../../models/glm.ts';
import type { BlankMode } from './probes.ts';
import type { Span } from './spans.ts';
import type { GlmVocabulary } from './vocabulary.ts';

/** T tokens that are read, and what some of them predict. */
export interface GlmRow {
  ids: number[];
  /** Place in the corrupted text; in Part B that of the span's mask. */
  first: number[];
  /** Place within a span from 1; 0 in Part A. */
  second: number[];
  /** The first `partA` tokens are seen by all. 0: the row is causal; T: all see all. */
  partA: number;
  /** The tokens that predict, and the id that each predicts. */
  at: number[];
  targets: number[];
}

/**
 * The corrupted text with a mask for each span, then the spans in the order given, each as `sop s1 … sn` with the targets `s1 … sn eop`. `isOpen`: the last span
 * has no end, so its last token is predicted, but not read. Spans must not overlap.
 */
export function blankFilling(
  text: ArrayLike<number>,
  spans: readonly Span[],
  vocabulary: Pick<GlmVocabulary, 'mask' | 'start' | 'end'>,
  { mode, isOpen = false }: { mode: BlankMode; isOpen?: boolean },
): GlmRow {
  const row: GlmRow = { ids: [], first: [], second: [], partA: 0, at: [], targets: [] };
  const read = (id: number, first: number, second: number) => {
    row.ids.push(id);
    row.first.push(first);
    row.second.push(second);
  };
  const places = new Map<Span, number>();
  const inText = spans.map((span, i) => ({ span, i })).sort((a, b) => a.span.start - b.span.start);
  let at = 0;
  for (const { span, i } of [...inText, { span: null, i: -1 }]) {
    for (; at < (span?.start ?? text.length); at++) read(text[at]!, row.ids.length, 0);
    if (!span) continue;
    places.set(span, row.ids.length);
    read(vocabulary.mask(mode, i), row.ids.length, 0);
    at = span.end;
  }
  row.partA = row.ids.length;
  spans.forEach((span, i) => {
    const hasEnd = !(isOpen && i === spans.length - 1);
    const tokens = Array.from({ length: span.end - span.start }, (_, k) => text[span.start + k]!);
    const targets = hasEnd ? [...tokens, vocabulary.end] : tokens;
    targets.forEach((target, k) => {
      row.at.push(row.ids.length);
      row.targets.push(target);
      read(k === 0 ? vocabulary.start(i) : tokens[k - 1]!, places.get(span)!, k + 1);
    });
  });
  return row;
}

/** Masked LM: [MASK] in place of each token of a span; each is predicted where it stood, by itself. */
export function maskedTokens(
  text: ArrayLike<number>,
  spans: readonly Span[],
  { mask }: Pick<GlmVocabulary, 'mask'>,
): GlmRow {
  const ids = Array.from(text);
  const at = spans.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, k) => start + k));
  for (const i of at) ids[i] = mask('token', 0);
  const { length } = ids;
  return { ids, ...plainPlaces(length), partA: length, at, targets: at.map((i) => text[i]!) };
}

/** Causal LM: each token predicts the next one; with spans only their tokens are predicted. */
export function fromTheLeft(text: ArrayLike<number>, spans?: readonly Span[]): GlmRow {
  const ids = Array.from(text);
  const at = ids.flatMap((_, i) =>
    i < ids.length - 1 && (spans?.some(({ start, end }) => i + 1 >= start && i + 1 < end) ?? true) ? [i] : [],
  );
  return { ids, ...plainPlaces(ids.length), partA: 0, at, targets: at.map((i) => ids[i + 1]!) };
}

const plainPlaces = (length: number) => ({
  first: Array.from({ length }, (_, i) => i),
  second: new Array<number>(length).fill(0),
});

/** Which token of a row sees which. */
export function maskOf({ ids, partA }: Pick<GlmRow, 'ids' | 'partA'>): MaskBits {
  const { length } = ids;
  const words = new Uint32Array(length * maskWords(length));
  allowBlankFilling(words, length, 0, { partA, start: 0, end: length });
  return { queries: length, keys: length, words };
}
