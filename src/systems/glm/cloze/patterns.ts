/** Patterns and verbalisers of the cloze tasks (PET), as data. The first pattern of a task has one token a label: it is the one that is trained. */
import { reportVerdicts, reviewVerdicts } from '../../../text/corpus/reviews-words.ts';

export interface ClozePattern {
  /** What follows the sentence; {verdict} is the blank. */
  wording: string;
  /** The verbaliser: what fills the blank, by label. */
  words: Readonly<Record<string, string>>;
}

export interface ClozeTask {
  id: string;
  labels: readonly string[];
  patterns: readonly ClozePattern[];
}

const topics = ['sports', 'politics', 'science', 'weather'] as const;

export const clozeTasks = {
  sentiment: {
    id: 'sentiment',
    labels: ['positive', 'negative'],
    patterns: reviewVerdicts.map(({ wording, verdicts }) => ({ wording, words: verdicts })),
  },
  topic: {
    id: 'topic',
    labels: topics,
    patterns: reportVerdicts.map((wording) => ({
      wording,
      words: Object.fromEntries(topics.map((topic) => [topic, topic])),
    })),
  },
} as const satisfies Record<string, ClozeTask>;
