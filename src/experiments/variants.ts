/** Experiments on single settings: where a run begins, what is a candidate, how it is scored, and how candidates are searched for. */
import type { Experiment } from './experiment.ts';
import { repeatable } from './paper.ts';

export const initialisation: Experiment = {
  id: 'initialisation',
  title: 'Where joint training begins',
  claim:
    'Without a start that retrieves something related the reader learns to ignore the documents, and the retriever gets no signal: a cold start.',
  expectation:
    'Without ICT neither accuracy nor recall: the prototype measured an accuracy of 0, R@1 of .01 and p(null) of .89 to 1. Without the warm-up of the reader the same is expected, more slowly.',
  preset: 'bios',
  settings: repeatable,
  measures: ['accuracy', 'recallAt1', 'recallAt5', 'utility', 'nullProbability'],
  arms: [
    { id: 'both', title: 'ICT and warm-up', settings: {} },
    {
      id: 'no-ict',
      title: 'warm-up alone',
      control: 'both',
      settings: { 'ict.steps': 0 },
      expected: { accuracy: 'lower', recallAt1: 'lower', nullProbability: 'higher' },
    },
    {
      id: 'no-warmup',
      title: 'ICT alone',
      control: 'both',
      settings: { 'warmup.steps': 0 },
      expected: { accuracy: 'lower' },
    },
    {
      id: 'neither',
      title: 'neither',
      control: 'both',
      settings: { 'ict.steps': 0, 'warmup.steps': 0 },
      expected: { accuracy: 'lower', recallAt1: 'lower' },
    },
  ],
};

export const nullDocument: Experiment = {
  id: 'null-document',
  title: 'With and without the null document',
  claim: 'An empty document among the candidates is a sink for sentences that need no document.',
  expectation:
    'No difference in recall here, where every masked value needs a document. RU is not defined without the null document. Both arms have as many candidates: without the null document one passage more is read.',
  preset: 'bios',
  settings: repeatable,
  measures: ['recallAt1', 'recallAt5', 'accuracy', 'nullProbability'],
  arms: [
    { id: 'with', title: 'with the null document', settings: { 'realm.nullDocument': true } },
    {
      id: 'without',
      title: 'without it',
      control: 'with',
      settings: { 'realm.nullDocument': false },
      expected: { recallAt1: 'same' },
    },
  ],
};

export const trivialRetrieval: Experiment = {
  id: 'trivial-retrieval',
  title: 'The source document as a candidate',
  claim:
    'If x may retrieve the document that it comes from, the retriever learns to find identical words, and nothing else.',
  expectation:
    'No harm to the recall of questions at this size, as the prototype found. All arms are measured with the source barred.',
  preset: 'bios',
  settings: repeatable,
  measures: ['recallAt1', 'recallAt5', 'accuracy', 'utility'],
  arms: [
    { id: 'barred', title: 'source barred', settings: { 'realm.allowTrivial': false } },
    {
      id: 'allowed',
      title: 'source allowed in training',
      control: 'barred',
      settings: { 'realm.allowTrivial': true },
      expected: { recallAt1: 'same' },
    },
  ],
};

export const scoreScale: Experiment = {
  id: 'score-scale',
  title: 'What the inner product is divided by',
  claim: 'The scale of f(x,z) decides how sharp p(z|x) is, and so how many candidates are compared.',
  expectation:
    'Division by √d highest in accuracy: the prototype measured .99, against .50 without division and .46 with division by d.',
  preset: 'bios',
  settings: repeatable,
  measures: ['accuracy', 'recallAt1', 'recallAt5', 'utility'],
  arms: [
    { id: 'sqrt', title: 'by √d', settings: { 'realm.scoreScale': 'sqrt' } },
    {
      id: 'none',
      title: 'not at all',
      control: 'sqrt',
      settings: { 'realm.scoreScale': 'none' },
      expected: { accuracy: 'lower' },
    },
    {
      id: 'linear',
      title: 'by d',
      control: 'sqrt',
      settings: { 'realm.scoreScale': 'linear' },
      expected: { accuracy: 'lower' },
    },
  ],
};

export const objective: Experiment = {
  id: 'objective',
  title: 'The marginal of the sequence or of each token',
  claim: 'The paper marginalises over documents for the whole masked span; the official code does so for each token.',
  expectation:
    'No difference where a value is one word, as in the biographies. With --preset atlas, whose masked names have up to three pieces, the two can differ.',
  preset: 'bios',
  settings: { ...repeatable, 'masking.maxTokens': 1 },
  measures: ['recallAt1', 'recallAt5', 'accuracy', 'logLikelihood'],
  arms: [
    { id: 'sequence', title: 'of the sequence (paper)', settings: { 'realm.objective': 'sequence' } },
    {
      id: 'token',
      title: 'of each token (code)',
      control: 'sequence',
      settings: { 'realm.objective': 'token' },
      expected: { recallAt1: 'same', accuracy: 'same' },
    },
  ],
};

export const index: Experiment = {
  id: 'index',
  title: 'Approximate and exact search',
  claim: 'Approximate search finds nearly the same candidates as exact search, and the model learns the same.',
  expectation:
    'No difference in the outcome for HNSW as it is set. A graph of two links per node that is searched narrowly misses candidates; whether that does harm is measured.',
  preset: 'bios',
  settings: repeatable,
  measures: ['recallAt1', 'recallAt5', 'accuracy', 'indexRecall', 'freshRecall'],
  arms: [
    { id: 'exact', title: 'exact search', settings: { 'index.kind': 'exact' } },
    {
      id: 'hnsw',
      title: 'HNSW',
      control: 'exact',
      settings: { 'index.kind': 'hnsw' },
      expected: { recallAt1: 'same', accuracy: 'same' },
    },
    {
      id: 'hnsw-narrow',
      title: 'HNSW, two links and a narrow search',
      control: 'exact',
      settings: { 'index.kind': 'hnsw', 'index.m': 2, 'index.efConstruction': 4, 'index.efSearch': 1 },
      expected: { indexRecall: 'lower' },
    },
  ],
};
