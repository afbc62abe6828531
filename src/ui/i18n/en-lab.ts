/** Sentences of the masking lab, in English. */

import type { SpanKind } from '../../text/tokenizer/tokens.ts';
import type { LabColumn } from '../systems/realm/lab/lab-store.ts';

const whole = (n: number) => n.toLocaleString('en');

export const lab = {
  title: 'Masking lab',
  columns: {
    hand: 'By hand',
    salient: 'Salient span',
    uniform: 'Uniform tokens',
    'random-span': 'Random span',
  } satisfies Record<LabColumn, string> as Record<LabColumn, string>,
  kinds: {
    person: 'person',
    place: 'place',
    organisation: 'organisation',
    date: 'date',
    number: 'number',
    other: 'other name',
  } satisfies Record<SpanKind, string> as Record<SpanKind, string>,
  actions: {
    next: 'Next sentence',
    previous: 'Previous sentence',
    random: 'Random sentence',
    reroll: 'Draw all masks anew',
    rerollOne: (column: string) => `Draw anew: ${column}`,
    undo: 'Undo mask',
    show: (column: string) => `Show ${column.toLowerCase()}`,
    summarise: 'Measure 200 sentences',
  },
  empty: 'No model is open yet',
  emptyText:
    'Here you mask any words of any sentence and see at once what is retrieved, what the reader says, and which document r(z) pulls closer. It works at every step of a run, before the first one too.',
  opening: 'Opening the run',
  sentence: 'Sentence',
  position: (index: number, of: number) => `${whole(index)} of ${whole(of)}`,
  typed: 'typed',
  words: 'Words of the sentence',
  wordsHint: 'Click or drag over words to mask them. Arrow keys move, Space masks, Shift and an arrow key masks on.',
  word: (word: string, kind: string | null) => (kind ? `${word}, ${kind}` : word),
  noSpans: 'No name, date or number is detected here.',
  spans: 'Detected',
  full: (most: number) => `At most ${most} tokens can be masked.`,
  cut: (n: number) => `${whole(n)} tokens at the end are left out: the models have no room for them.`,
  heldOut: 'held out',
  training: 'training',
  source: (id: string) => `Source: ${id}`,
  noSource: 'no source document',
  atStep: (phase: string, step: number) => `${phase}, step ${whole(step)}`,
  byIndex: (age: number) => `candidates from the serving index, ${whole(age)} steps old`,
  byExact: 'no index yet: candidates by exact search with fresh embeddings',
  type: 'Your own sentence',
  typePlaceholder: 'Type a sentence',
  take: 'Take it',
  edit: 'Edit this one',
  nullDocument: 'Null document',
  allowTrivial: 'Allow the source document',
  nothingMasked: 'Nothing is masked.',
  nothingByHand: 'Click words in the sentence to mask them.',
  nothingToMask: 'This way of masking finds nothing here.',
  skipped: (reason: string) => `Training would skip this example: ${reason}.`,
  marginal: 'p(y|x)',
  says: 'Says',
  saysOf: (mask: number) => `at mask ${mask}`,
  retrieved: 'Retrieved',
  compare: 'Ways of masking',
  candidatesOf: (column: string) => `Candidates: ${column.toLowerCase()}`,
  learned: 'Learned retriever',
  lexical: 'BM25',
  summary: {
    title: 'Ways of masking over 200 sentences',
    about:
      'The same sentences, each with a detected span, from training and held-out text, masked in each way and read with the models as they are. Training waits meanwhile.',
    progress: (done: number, total: number) => (total > 0 ? `${whole(done)} of ${whole(total)}` : 'Starting'),
    taken: (sentences: number, phase: string, step: number) =>
      `${whole(sentences)} sentences, ${phase}, step ${whole(step)}`,
    strategy: 'Masking',
    examples: 'Read / skipped',
  },
};
