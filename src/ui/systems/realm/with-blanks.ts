/** The sentence of an example, with blanks in place of what was masked. */

/** `masked`: ranges of the sentence, in order. */
export interface MaskedText<S> {
  sentence: string;
  masked: readonly S[];
}

/** The pieces of the sentence in order, and between them what `blank` makes of each masked span. */
export function withBlanks<S extends { start: number; end: number }, T>(
  { sentence, masked }: MaskedText<S>,
  blank: (span: S) => T,
): (string | T)[] {
  const parts: (string | T)[] = [];
  let at = 0;
  for (const span of masked) {
    parts.push(sentence.slice(at, span.start), blank(span));
    at = span.end;
  }
  return [...parts, sentence.slice(at)];
}
