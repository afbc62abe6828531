/** The tokens of GLM beside those of the tokenizer: what stands for a blank, and what begins and ends its text. */
import type { Tokenizer } from '../../text/tokenizer/tokens.ts';
import type { BlankMode } from './probes.ts';

/** Most spans of a text where each has tokens of its own; a text of 128 tokens has up to 13. */
export const maxSentinels = 16;

export interface GlmVocabulary {
  /** Rows of the embedding table, a multiple of 4. */
  size: number;
  /** Begins every text. */
  cls: number;
  /** Ends a span, `eop`. */
  end: number;
  /** Stands for span i of Part B (from 0) in Part A: [MASK], [sMASK] or [gMASK]; with sentinels [MASK_i]. */
  mask(mode: BlankMode, i: number): number;
  /** Begins span i, `sop`; with sentinels `sop_i`. */
  start(i: number): number;
  /** Most spans of a text. */
  maxSpans: number;
  /** As in the vocabulary of the tokenizer; the added tokens in the same way, e.g. `[sop]`. */
  piece(id: number): string;
}

/** The ids of the added tokens follow those of the tokenizer. `sentinels`: each span has a mask and a beginning of its own. */
export function glmVocabulary(tokenizer: Tokenizer, sentinels: boolean): GlmVocabulary {
  const first = tokenizer.vocabularySize;
  const numbered = (name: string) => Array.from({ length: maxSentinels }, (_, i) => `[${name}_${i + 1}]`);
  const added = [
    ...['[sMASK]', '[gMASK]', '[sop]', '[eop]'],
    ...(sentinels ? [...numbered('MASK'), ...numbered('sop')] : []),
  ];
  const { cls, mask } = tokenizer.special;
  const idOf = (piece: string) => first + added.indexOf(piece);
  const masks: Record<BlankMode, number> = { token: mask, sentence: idOf('[sMASK]'), document: idOf('[gMASK]') };
  return {
    size: Math.ceil((first + added.length) / 4) * 4,
    cls,
    end: idOf('[eop]'),
    mask: (mode, i) => (sentinels ? idOf(`[MASK_${i + 1}]`) : masks[mode]),
    start: (i) => idOf(sentinels ? `[sop_${i + 1}]` : '[sop]'),
    maxSpans: sentinels ? maxSentinels : Number.POSITIVE_INFINITY,
    piece: (id) => added[id - first] ?? tokenizer.piece(id),
  };
}

/** Tokens that are never written into a blank: special tokens but the end of a span. */
export function barredIds(tokenizer: Tokenizer, { size, end }: Pick<GlmVocabulary, 'size' | 'end'>): number[] {
  const first = tokenizer.vocabularySize;
  const added = Array.from({ length: size - first }, (_, i) => first + i);
  return [...Object.values(tokenizer.special), ...added].filter((id) => id !== end);
}
