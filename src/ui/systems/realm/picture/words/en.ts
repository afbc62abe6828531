/** Words of the picture of an example, in English. They are loaded with it. */
import type { RealmConfig } from '../../../../../systems/realm/settings.ts';
import { count, whole } from '../../../../i18n/en/numbers.ts';
import type { Stage } from '../stages.ts';

/** `“Russian”`, `“Russian” and “Lisbon”`. */
const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join(' and ');

export const en = {
  name: 'The example as a picture',
  overview:
    'A sentence goes in at the top and becomes a query; documents come back, the reader reads them, and r(z) says which score should rise. Go through the stages one by one.',
  position: (at: number, of: number) => `${at} of ${of}`,
  inWords: 'The same in words',
  stages: {
    sentence: 'Masked sentence',
    embedding: 'Query embedding',
    index: 'Index',
    candidates: 'Candidates',
    reader: 'Reader',
    likelihood: 'p(y|z,x)',
    marginal: 'p(y|x)',
    gradient: 'r(z)',
    update: 'Back into the retriever',
  } satisfies Record<Stage, string>,
  masked: (words: readonly string[]) =>
    `The words y = ${quoted(words)} are masked in x. Nobody says which document holds them.`,
  embedded: (dimension: number) =>
    `Embed_input turns x into a vector of ${whole(dimension)} numbers. Documents near it in this space will be found.`,
  searched: (found: number, documents: number | null, age: string | null) =>
    `The index returns ${count(found, 'document', 'documents')}${documents === null ? '' : ` of ${whole(documents)}`}.${age === null ? '' : ` Its embeddings are ${age} old; the query is searched among those.`}`,
  scored: (title: string, prior: string, hasNull: boolean) =>
    `The candidates${hasNull ? ', with the null document,' : ''} are embedded anew with the newest parameters, and the softmax of their scores is p(z|x). “${title}” has p(z|x) = ${prior}.`,
  read: (readings: number) =>
    `The reader reads x beside each of the ${whole(readings)} candidates, one after the other, without knowing which one is right.`,
  answered: (title: string, likelihood: string) =>
    `Beside “${title}” it gives the masked words the probability p(y|z,x) = ${likelihood}.`,
  /** `isPerToken`: the objective is the mean over the masked tokens. */
  summed: (marginal: string, isPerToken: boolean) =>
    `Each p(y|z,x) counts as much as its document was likely: together p(y|x) = ${marginal}. Training raises ${isPerToken ? 'the mean of log p(y_j|x) over the masked tokens' : 'log p(y|x)'}.`,
  compared: (title: string, sign: 'positive' | 'negative' | undefined, isPerToken: boolean) =>
    ({
      positive: `“${title}” makes the words likelier than all candidates together${isPerToken ? ', taken token by token' : ''}, so its r(z) is positive.`,
      negative: `“${title}” makes the words less likely than all candidates together${isPerToken ? ', taken token by token' : ''}, so its r(z) is negative.`,
      small: 'All r(z) are too small to matter: no candidate helps more than the others would have.',
    })[sign ?? 'small'],
  updated: (raised: readonly string[], lowered: number) =>
    raised.length === 0 && lowered === 0
      ? 'No score is moved by much. The arrows back are only hairlines.'
      : `The gradient pushes f(x,z) up for ${raised.length === 0 ? 'no document' : quoted(raised)} and down for ${whole(lowered)}. So x would find the helpful documents a little earlier.`,
  raises: 'raises f(x,z)',
  lowers: 'lowers f(x,z)',
  little: 'hardly moves f(x,z)',
  retriever: 'Retriever θ',
  index: (kind: RealmConfig['index']['kind']): string => (kind === 'exact' ? 'exact search' : 'HNSW'),
  finds: (n: number) => `finds ${whole(n)}`,
  documents: (n: number | null) => (n === null ? '' : count(n, 'document', 'documents')),
  age: (steps: number | null) => (steps === null ? 'age –' : `age ${count(steps, 'step', 'steps')}`),
  oldness: (steps: number) => count(steps, 'step', 'steps'),
  vector: (dimension: number) => `e(x), ${whole(dimension)} numbers`,
  rescored: 'e(z) of each candidate',
  readsEach: (n: number) => `x with each of ${whole(n)}`,
  lists: {
    candidates: 'Candidates z',
    likelihood: 'p(y|z,x) of each candidate',
    gradient: 'r(z) of each candidate, back into the retriever',
  },
  lanes: {
    title: 'Trainer and index builder',
    trainer: 'Trainer',
    builder: 'Builder',
    noTrainer: 'No step has been taken.',
    trains: (phase: string, step: number) => `${phase}, step ${whole(step)}.`,
    serves: (age: number) =>
      age === 0 ? 'Searches in a new index.' : `Searches in an index of ${count(age, 'step', 'steps')} ago.`,
    nothing: 'Waits: the first index is built when joint training begins.',
    first: 'Builds the first index; training waits for it.',
    requested: (from: number) => `Gets a copy of the parameters of step ${whole(from)}.`,
    embedding: (from: number, done: number, total: number) =>
      total > 0
        ? `Embeds documents with the parameters of step ${whole(from)}: ${whole(done)} of ${whole(total)}.`
        : `Embeds all documents with the parameters of step ${whole(from)}.`,
    building: (from: number) => `Builds the index of step ${whole(from)}.`,
    returned: (from: number, at: number) => `The index of step ${whole(from)} came back at step ${whole(at)}.`,
    notYet: 'The first index serves.',
    failed: (at: number) => `Failed at step ${whole(at)}; the old index goes on serving.`,
    next: (at: number) => `The next copy of the parameters leaves at step ${whole(at)}.`,
    noNext: 'No other copy of the parameters will leave.',
    sent: 'parameters to the builder',
    back: 'index to the trainer',
    handOver: (sent: number, back: number | null) =>
      back === null
        ? `Parameters left at step ${whole(sent)}; the index has not come back yet.`
        : `Parameters left at step ${whole(sent)}; the index came back at step ${whole(back)}.`,
  },
};

export type PictureWords = typeof en;
