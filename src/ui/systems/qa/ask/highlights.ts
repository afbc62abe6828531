/** A text in parts, by the probability of the spans that cover each of them. */
import type { SpanView } from '../../../../systems/qa/probes.ts';

export interface TextPart {
  start: number;
  text: string;
  /** The largest probability of a span that covers it; 0: none does. */
  probability: number;
  isAnswer: boolean;
}

/** `answer`: the span that is the answer, if it lies in this text. */
export function textParts(text: string, spans: readonly SpanView[], answer: SpanView | null): TextPart[] {
  const all = answer ? [...spans, answer] : spans;
  const ends = [...new Set([0, text.length, ...all.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return ends.slice(0, -1).map((start, i) => {
    const end = ends[i + 1]!;
    const covers = (span: SpanView) => span.start <= start && span.end >= end;
    return {
      start,
      text: text.slice(start, end),
      probability: Math.max(0, ...all.filter(covers).map(({ probability }) => probability)),
      isAnswer: answer !== null && covers(answer),
    };
  });
}
