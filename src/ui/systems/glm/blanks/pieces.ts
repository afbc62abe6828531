/** Pieces of the vocabulary as a person reads and types them. */

import type { GlmSample } from '../../../../systems/glm/probes.ts';
import { endOfWord } from '../../../../text/tokenizer/bpe.ts';
import { continuingPrefix } from '../../../../text/tokenizer/wordpiece.ts';

/** How a person writes a blank. */
export const blank = '___';

/** Whether a text begins with what stands close to the word before it. */
export const closes = (text: string): boolean => /^[.,;:!?]/.test(text);

const isSpecial = (piece: string) => /^\[\w+\]$/.test(piece);

/** The text of pieces; special ones are left out. */
export function joinPieces(pieces: readonly string[]): string {
  const shown = pieces.filter((piece) => !isSpecial(piece));
  const isBytePairs = shown.some((piece) => piece.endsWith(endOfWord));
  const text = isBytePairs
    ? shown.join('').replaceAll(endOfWord, ' ')
    : shown.join(' ').replaceAll(` ${continuingPrefix}`, '');
  return text.trim().replace(/ ([.,;:!?])/g, '$1');
}

/** Part of the source: between two spans, or a span with its number in the shuffled order. */
export interface SourcePart {
  tokens: string[];
  /** Index in `spans`; null: it stays. */
  span: number | null;
}

export function sourceParts({ source, spans }: Pick<GlmSample, 'source' | 'spans'>): SourcePart[] {
  const inText = spans.map((span, i) => ({ ...span, i })).sort((a, b) => a.start - b.start);
  const parts: SourcePart[] = [];
  let at = 0;
  for (const { start, end, i } of inText) {
    if (start > at) parts.push({ tokens: source.slice(at, start), span: null });
    parts.push({ tokens: source.slice(start, end), span: i });
    at = end;
  }
  if (at < source.length) parts.push({ tokens: source.slice(at), span: null });
  return parts;
}

/** The source with a blank in place of each span. */
export function blankedText(sample: Pick<GlmSample, 'source' | 'spans'>): string {
  return joinPieces(sourceParts(sample).flatMap(({ tokens, span }) => (span === null ? tokens : [blank])));
}

/** Where a span of Part B begins, from its second positions: first … end − 1 of the whole row. */
export function spansOfB({ tokens, partB, second }: Pick<GlmSample, 'tokens' | 'partB' | 'second'>): {
  first: number;
  end: number;
}[] {
  const starts = tokens.flatMap((_, i) => (i >= partB && second[i] === 1 ? [i] : []));
  // without second positions each token of B says the same: then B is one row
  const firsts = starts.length > 0 ? starts : [partB];
  return firsts.map((first, i) => ({ first, end: firsts[i + 1] ?? tokens.length }));
}

/** For each token of Part A the number of the span that it stands for, from 0; null: it stands for itself. */
export function spanOfMask(sample: Pick<GlmSample, 'tokens' | 'partB' | 'first' | 'second'>): (number | null)[] {
  const places = spansOfB(sample).map(({ first }) => sample.first[first]!);
  return sample.tokens.slice(0, sample.partB).map((_, i) => {
    const span = places.indexOf(sample.first[i]!);
    return span < 0 ? null : span;
  });
}
