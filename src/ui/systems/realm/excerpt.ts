/** The part of a document's text that is shown in a row: where the answer stands, the text begins a few words before it. */
import type { CandidateView } from '../../../systems/realm/views.ts';

/** Characters before the answer: so few that it stands in the first two lines of the narrowest row. */
const charactersBefore = 24;
const ellipsis = '… ';

type Text = Pick<CandidateView, 'text' | 'answers'>;

/**
 * The text from a few words (`before` characters) before the first answer on, with the ranges of its answers; the whole text where there is
 * none.
 */
export function excerptOf({ text, answers }: Text, before = charactersBefore): Text {
  const first = answers[0]?.start ?? 0;
  if (first <= before) return { text, answers };
  const earliest = first - before;
  // at the beginning of a word; where words are not separated, at any character that is not half of one
  const space = text.slice(earliest, first).search(/\s\S/u);
  const start = space >= 0 ? earliest + space + 1 : earliest + Number(/[\uDC00-\uDFFF]/.test(text[earliest]!));
  const shift = ellipsis.length - start;
  return {
    text: ellipsis + text.slice(start),
    answers: answers.map((range) => ({ start: range.start + shift, end: range.end + shift })),
  };
}

/** Candidates by p(z|x), the most probable first. The given list is not changed. */
export function byPrior<C extends Pick<CandidateView, 'prior'>>(candidates: readonly C[]): C[] {
  return candidates.toSorted((a, b) => b.prior - a.prior);
}
