/** Words of the page *Ask*, in English. They are loaded with the page. */
import type { Definition } from '../../../../i18n/definition.ts';
import { count, whole } from '../../../../i18n/en/numbers.ts';
import type { Verdict } from '../verdict.ts';

export const en = {
  empty: 'No model is open yet',
  emptyText:
    'Here you ask a question and see which documents are read, which spans the reader weighs, and what it answers.',
  emptyKept: 'Resume your saved run, or open new models at step 0.',
  emptyNew:
    'Train first, or open new models at step 0: they know nothing yet. A trained run of REALM has “Fine-tune for questions” among its commands: it begins with its retriever and reader.',
  opening: 'Opening the run',
  outline: [
    { head: 'Ask', text: 'Type a question, or choose one of the corpus.' },
    {
      head: 'Read',
      text: 'The documents, their spans, and the answer, beside the same reader over the documents of BM25.',
    },
    { head: 'Edit', text: 'Change a document and ask again: the answer changes without a training step.' },
  ],
  question: 'Question',
  ask: 'Ask',
  choose: 'Questions of the corpus',
  own: 'A question of your own',
  heldOut: 'held out',
  notHeldOut: 'not held out',
  reading: 'Reading the documents',
  untrained: 'The reader has not been trained on questions yet: its answers are chance.',
  unknown: 'No piece of the question is in the vocabulary. What is retrieved says nothing.',
  someUnknown: (unknown: number, all: number) =>
    `The vocabulary lacks ${whole(unknown)} of ${count(all, 'piece', 'pieces')} of the question.`,
  searched: (language: string) => `searched among the documents in ${language} alone`,
  cut: (tokens: number) => `${count(tokens, 'token', 'tokens')} at the end of the question were cut.`,
  learned: 'Retriever and reader',
  lexical: 'BM25 and the same reader',
  lexicalLearned: 'BM25 and reader',
  answer: 'Answer',
  noAnswer: 'No answer: no span was read.',
  noDocuments: 'BM25 finds no document that shares a word with the question.',
  from: (title: string) => `in ${title}`,
  verdicts: {
    right: 'Right',
    wrong: 'Wrong',
    asEdited: 'As the edited document says',
    asCorpus: 'As the corpus says',
    notAsCorpus: 'Not as the corpus says',
  } satisfies Record<Verdict, string>,
  gold: (answers: readonly string[]) => `The corpus says: ${answers.join(', ')}`,
  before: (answer: string) => `before the last change: ${answer}`,
  beforeNone: 'before the last change: none',
  edited: 'edited',
  untitled: 'Untitled',
  spans: 'Spans',
  span: 'Span',
  otherSpans: 'all other spans',
  ofDocument: 'the document',
  edit: 'Edit document',
  editOf: (title: string) => `Text of ${title}`,
  editAbout: 'It is cut, embedded and searched like the others. Training goes on with the text of the corpus.',
  save: 'Save and ask again',
  cancel: 'Cancel',
  embedding: 'Embedding the document',
  edits: 'Edited documents',
  noTraining: (moment: string) => `No training step was made: the run stands at ${moment}, as before the last change.`,
  trainedSince: (moment: string) =>
    `The last change was made at ${moment}. Training has gone on since, with the text of the corpus.`,
  notJudged: 'While a document is edited, no answer is called right or wrong: what the corpus says stands beside it.',
  restore: (title: string) => `Restore ${title}`,
  restoreAll: 'Restore all',
  /** Where another document has the same title. */
  restoreText: (title: string, text: string) => `Restore ${title}: “${text}”`,
  definitions: {
    score: {
      name: 'Score f(x,z)',
      short: 'f(x,z)',
      formula: 'f(x,z) = e(x) · e(z), or λ · BM25(x,z)',
      text: 'How well a document fits the question, by the retriever. Where BM25 takes its place, BM25 times a learned λ.',
    },
    prior: {
      name: 'Probability of the document',
      short: 'p(z|x)',
      formula: 'exp f(x,z) / Σ exp f(x,z′)',
      text: 'The softmax of the scores over the documents that are read.',
    },
    spanScore: {
      name: 'Score of the span',
      short: 'h(s)',
      text: 'What the MLP over the first and the last token of the span gives, without f(x,z).',
    },
    spanProbability: {
      name: 'Probability of the span',
      short: 'p(s,z|x)',
      text: 'All spans of all documents that are read sum to 1.',
    },
    confidence: {
      name: 'Confidence',
      short: 'confidence',
      text: 'The probability of the answer: the sum over all spans that say the same after normalisation.',
    },
    exactMatch: {
      name: 'Exact match',
      short: 'EM',
      text: '1 if the answer equals a right answer after normalisation, else 0.',
    },
    f1: {
      name: 'F1',
      short: 'F1',
      text: 'The overlap in words with the nearest right answer.',
    },
  } satisfies Record<string, Definition>,
};

export type AskWords = typeof en;
