/** What is said of an answer to a question of the corpus. */
import { exactMatch } from '../../../../eval/answers.ts';
import type { AnswerView, AskView, KnownQuestion } from '../../../../systems/qa/probes.ts';

export type Verdict = 'right' | 'wrong' | 'asEdited' | 'asCorpus' | 'notAsCorpus';

/**
 * An answer is right if it is as the corpus says. While documents are edited, the corpus no longer decides what is right, so it is only compared with it; one that was
 * read in an edited document is as that document says.
 */
export function verdictOf(
  { text, document }: Pick<AnswerView, 'text' | 'document'>,
  { answers, patterns }: Pick<KnownQuestion, 'answers' | 'patterns'>,
  edits: readonly Pick<AskView['edits'][number], 'document'>[],
): Verdict {
  if (edits.some((one) => one.document === document)) return 'asEdited';
  const isAsCorpus = exactMatch(text, answers, patterns);
  if (edits.length > 0) return isAsCorpus ? 'asCorpus' : 'notAsCorpus';
  return isAsCorpus ? 'right' : 'wrong';
}
