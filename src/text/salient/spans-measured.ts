/** Precision and recall of the finder of spans on sentences annotated by hand. */

import type { NameEvidence } from './name-evidence.ts';
import { salientSpans } from './spans.ts';
import { parseAnnotated } from './spans-annotation.ts';

/** Exact borders; `kind` is the share of the right spans whose kind is right, too. `errors` lists what is wrong (+) and what is missing (-). */
export function measureSpans(sentences: readonly string[], language: string, evidence?: NameEvidence) {
  let right = 0;
  let ofKind = 0;
  let found = 0;
  let wanted = 0;
  const errors: string[] = [];
  for (const annotated of sentences) {
    const { text, spans } = parseAnnotated(annotated);
    const result = salientSpans(text, language, evidence);
    found += result.length;
    wanted += spans.length;
    for (const span of result) {
      const match = spans.find(({ start, end }) => start === span.start && end === span.end);
      if (match) right++;
      else errors.push(`+${text.slice(span.start, span.end)}`);
      if (match?.kind === span.kind) ofKind++;
    }
    for (const span of spans) {
      if (!result.some(({ start, end }) => start === span.start && end === span.end)) {
        errors.push(`-${text.slice(span.start, span.end)}`);
      }
    }
  }
  return { wanted, precision: right / found, recall: right / wanted, kind: ofKind / right, errors: errors.join(' ') };
}
