/** Results written by hand, for tests. */
import type { ExampleResults, QuestionResult, SentenceResult } from '../records.ts';

export const questionResult = (id: string, more: Partial<QuestionResult> = {}): QuestionResult => ({
  id,
  subject: 's',
  split: 'test',
  heldOut: false,
  rank: null,
  lexicalRank: null,
  ...more,
});

export const sentenceResult = (id: string, more: Partial<SentenceResult> = {}): SentenceResult => ({
  id,
  subject: 's',
  split: 'test',
  correct: false,
  logLikelihood: -1,
  utility: 0,
  ...more,
});

/** Ten questions, of which three are right at once, one of them about a held-out subject, and four sentences. */
export const handResults = (): ExampleResults => ({
  phase: 'joint',
  step: 60,
  questions: Array.from({ length: 10 }, (_, i) =>
    questionResult(`q${i}`, {
      split: i % 2 === 0 ? 'development' : 'test',
      heldOut: i < 2,
      rank: i < 3 ? 1 : i === 3 ? 5 : i === 4 ? 6 : null,
      lexicalRank: i === 9 ? 1 : 2,
    }),
  ),
  sentences: [-1, -2, -3, -6].map((logLikelihood, i) =>
    sentenceResult(`s${i}`, { logLikelihood, correct: i === 0, utility: i === 3 ? Number.NaN : i }),
  ),
});
