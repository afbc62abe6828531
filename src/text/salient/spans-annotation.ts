/** Reads sentences annotated by hand. */

import type { SalientSpan, SpanKind } from '../tokenizer/tokens.ts';

const kinds: Record<string, SpanKind> = {
  p: 'person',
  l: 'place',
  o: 'organisation',
  d: 'date',
  n: 'number',
  x: 'other',
};

/** `[p Marie Curie] left` → the text and its spans. */
export function parseAnnotated(annotated: string): { text: string; spans: SalientSpan[] } {
  let text = '';
  const spans: SalientSpan[] = [];
  for (const part of annotated.split(/(\[[plodnx] [^\]]*\])/)) {
    const span = /^\[([plodnx]) ([^\]]*)\]$/.exec(part);
    const content = span ? span[2]! : part;
    if (span) spans.push({ start: text.length, end: text.length + content.length, kind: kinds[span[1]!]! });
    text += content;
  }
  return { text, spans };
}
