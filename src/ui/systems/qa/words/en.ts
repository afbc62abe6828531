/** Words of Open-QA, in English. */
import type { QaConfig } from '../../../../systems/qa/settings.ts';
import type { Definition } from '../../../i18n/definition.ts';

const keyed = <K extends string>(table: Record<K, Definition<QaConfig>>): Readonly<Record<K, Definition<QaConfig>>> =>
  table;

const read = ({ qa: { candidates } }: QaConfig) => (candidates === 1 ? 'the document' : `the ${candidates} documents`);
const probability = ({ qa: { form } }: QaConfig) =>
  form === 'paper'
    ? 'Of the spans of z, p(y|z,x) is the share of those that match an answer, each span by the exponential of its score.'
    : 'Above stand the spans s that match an answer, below all spans s′ that are read; h is the score of a span.';
const found = ({ qa: { retriever } }: QaConfig) => (retriever === 'bm25' ? 'BM25' : 'the retriever');

const recall = (k: number): Definition<QaConfig> => ({
  name: `Recall at ${k}`,
  short: `R@${k}`,
  text: (config) =>
    `Share of questions about held-out subjects for which a right block is among the first ${k} that ${found(config)} finds.`,
});
const lexicalRecall = (k: number): Definition<QaConfig> => ({
  name: `Recall at ${k} of BM25`,
  short: `BM25 R@${k}`,
  text: 'The same questions and blocks, ranked by BM25. It does not learn, so it is the same at every step.',
});

export const qa = {
  tagline: 'How questions and answers teach a retriever and a reader.',
  phases: {
    ict: {
      name: 'ICT',
      plain: 'find the source',
      hint: 'Inverse cloze task: the retriever learns to find the block a sentence was taken from.',
    },
    qa: {
      name: 'Fine-tuning',
      plain: 'answer questions',
      hint: 'Open-QA: questions and answers train the reader to find spans, and the retriever to find documents that contain them.',
    },
  },
  metrics: keyed({
    exactMatch: {
      name: 'Exact match',
      short: 'EM',
      text: 'Share of questions about held-out subjects whose answer is right: after the official normalisation (case, punctuation, articles) it equals a gold answer.',
    },
    f1: {
      name: 'F1',
      text: 'Mean over the same questions of the overlap in words with the nearest gold answer: the harmonic mean of precision and recall, as SQuAD measures it.',
    },
    recallAt1: recall(1),
    recallAt5: recall(5),
    recallAt20: recall(20),
    lexicalRecallAt1: lexicalRecall(1),
    lexicalRecallAt5: lexicalRecall(5),
    lexicalRecallAt20: lexicalRecall(20),
    answerRead: {
      name: 'Answer among the spans',
      text: (config) =>
        `Share of questions of which a correct span stands in ${read(config)} that the reader gets. It is the most that the reader can answer.`,
    },
    readerLoss: {
      name: 'Loss of the reader',
      formula: ({ qa: { form } }) =>
        form === 'paper' ? '−log Σ p(z|x) p(y|z,x)' : '−log Σ exp (h(s) + f(x,z)) / Σ exp (h(s′) + f(x,z′))',
      text: (config) =>
        `Mean over the batch of −log p(y|x), in nats. ${probability(config)} A question without a correct span in ${read(config)} adds nothing.`,
    },
    retrieverLoss: {
      name: 'Loss of the retriever',
      formula: '−log Σ exp f(x,z) / Σ exp f(x,z′)',
      text: ({ qa: { retrieverCandidates: n } }) =>
        `Mean over the batch, in nats: z′ are the ${n} best documents by f(x,z), z those of them that contain an answer. A question of which none contains an answer adds nothing.`,
    },
    recall: {
      name: 'Recall',
      text: 'Share of questions about held-out subjects with a right block among the best 1 and 5; dashed: BM25.',
    },
  }),
};

export type QaStrings = typeof qa;
