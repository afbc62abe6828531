/** REALM's words, in English. */

import type { RealmConfig } from '../../../../systems/realm/settings.ts';
import { count, whole } from '../../../i18n/en/numbers.ts';
import { index } from './en-index.ts';
import { lab } from './en-lab.ts';
import { metrics } from './en-metrics.ts';
import { picture } from './en-picture.ts';
import { slow } from './en-slow.ts';
import { learnsFrom } from './learns-from.ts';

const phases = {
  ict: {
    name: 'ICT',
    plain: 'find the source',
    hint: 'Inverse cloze task: the retriever learns to find the block a sentence was taken from.',
  },
  warmup: {
    name: 'Warm-up',
    plain: 'learn to copy',
    hint: 'The reader learns to copy from the document it is given.',
  },
  joint: {
    name: 'Joint',
    plain: 'learn together',
    hint: 'REALM: retriever and reader learn together from the masked words alone.',
  },
};

/** `7 documents and the null document`. */
const retrieved = ({ realm: { candidates, nullDocument } }: RealmConfig) =>
  nullDocument
    ? `${count(candidates - 1, 'document', 'documents')} and the null document`
    : count(candidates, 'document', 'documents');

export const realm = {
  tagline: 'How a language-modelling loss teaches a retriever.',
  phases,
  metrics,
  lab,
  picture,
  slow,
  index,

  actions: {
    nextExample: 'Next example',
    previousExample: 'Previous example',
    live: 'Refresh the example while training',
    hold: 'Hold the example still',
    killBuilder: 'Kill the index builder',
    stopBuilder: 'Stop the index builder',
    startBuilder: 'Let the index builder work',
    fineTune: 'Fine-tune for questions',
    /** Beside the button of that name, at the end of a run. */
    afterwards: 'Retriever and reader may go on to answer questions (Open-QA), as a new run.',
    arrows: 'Move between the numbers of the candidates',
  },

  setup: {
    masking: 'Masking',
    maskings: { salient: 'Salient spans', uniform: 'Uniform tokens', 'random-span': 'Random spans' } as Record<
      string,
      string
    >,
    nullDocument: 'Null document',
    allowTrivial: 'Trivial retrieval',
    refreshEvery: 'Refresh every',
    steps: 'steps',
    temperature: 'Temperature',
    jointSteps: 'Joint steps',
  },

  example: {
    title: 'Current example',
    emptyText: (config: RealmConfig) =>
      `Words of a sentence are masked. The candidates for it are ${retrieved(config)}, and a reader guesses the masked words beside each. A candidate that makes the words likelier than the average candidate has a positive r(z), and the retriever moves towards it. The others have a negative r(z).`,
    emptyHint: 'Choose a preset and press Play.',
    emptyRecorded: 'At this moment there was nothing to retrieve from yet: that begins with joint training.',
    emptyUntilJoint: 'There is nothing to retrieve from yet: the first index is built when joint training begins.',
    emptyBuilding: 'The first index is being built.',
    emptyReading: 'The first example is being read.',
    position: (index: number, of: number) => `${whole(index)} of ${whole(of)}`,
    heldOut: 'held out',
    training: 'training',
    source: (id: string) => `Source: ${id}`,
    marginal: 'p(y|x)',
    document: 'Document z',
    nullTitle: 'Null document',
    nullText: 'Nothing retrieved: the reader answers from what it knows.',
    untitled: 'Untitled',
    sum: 'Σ r(z)',
    band: (limit: string) => `|r(z)| < ${limit}: too small to matter`,
    /** Where no r(z) matters. */
    signal: {
      nothing: 'Nothing learned yet.',
      nothingText:
        'With every candidate the reader finds the masked words about equally likely. So r(z) is close to zero and gives the retriever no direction.',
      takes: ({ warmup: { steps, batch } }: RealmConfig) =>
        steps * batch < learnsFrom
          ? `This run is too short to learn: its warm-up reads ${whole(steps * batch)} examples, and a reader that copies takes about ${whole(learnsFrom)}. Choose the preset Biographies.`
          : 'It takes a reader that copies from the right document. The warm-up teaches this; the first joint steps show it.',
      answered:
        'The reader finds the answer with every candidate. So r(z) is close to zero: no document helps more than another.',
      decided: 'The retriever is already sure of one candidate. So r(z) is close to zero: the answer changes little.',
    },
    sourceMark: 'source',
    lexicalRank: (rank: string) => `BM25 rank ${rank}`,
    lexical: (shared: number, found: number) =>
      found === 0 ? 'What BM25 retrieves' : `What BM25 retrieves: ${shared} of its ${found} are candidates too`,
    lexicalNone: 'No document shares a word with what is left of the sentence.',
    says: (guesses: readonly string[]) => `The reader says: ${guesses.join(', ')}`,
    guess: (text: string, probability: string) => `“${text}” ${probability}`,
    grid: 'Candidates with p(z|x), p(y|z,x) and r(z)',
  },

  timeline: {
    title: 'Index refreshes',
    trainer: 'Trainer',
    builder: 'Builder',
    age: (steps: string) => `Index age ${steps}`,
    largestAge: (steps: string) => `Age ≤ ${steps}`,
    empty:
      'During joint training a builder embeds every document anew and hands over a fresh index, while the trainer goes on with the stale one.',
    never: 'The index is never refreshed in this run.',
    building: {
      requested: 'snapshot sent',
      embedding: 'embedding',
      building: 'building',
      swapped: 'swapped in',
      failed: 'failed, respawned',
    },
    progress: (stage: string, done: number, total: number) =>
      total > 0 ? `${stage} ${whole(done)} / ${whole(total)}` : stage,
    firstTook: (embed: string, build: string) => `first index: ${embed} embedding, ${build} building`,
    took: (embed: string, build: string) => `last one: ${embed} embedding, ${build} building`,
    count: (n: number) => (n === 0 ? 'no refresh yet' : count(n, 'refresh', 'refreshes')),
    summary: (n: number, age: string) =>
      `${count(n, 'index swap', 'index swaps')} so far; the serving index is ${age} steps old.`,
    record: (from: number, to: number, embed: string, build: string) =>
      `Snapshot at step ${whole(from)}, swapped in at step ${whole(to)}: ${embed} embedding, ${build} building`,
    legendEmbed: 'embedding documents',
    legendBuild: (kind: RealmConfig['index']['kind']): string =>
      kind === 'exact' ? 'building the index' : 'building HNSW',
    axis: 'Step of joint training',
    table: {
      number: 'Index',
      first: 'first',
      snapshot: 'Snapshot at step',
      swapped: 'Swapped in at step',
      embedding: 'Embedding',
      building: 'Building',
      state: 'State',
    },
  },
};

export type RealmStrings = typeof realm;
