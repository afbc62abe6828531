/** Which tokens of a corrupted text belong to which blank. */
import type { GlmSample } from '../../../../systems/glm/probes.ts';
import { blank, joinPieces } from '../../pieces.ts';

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
