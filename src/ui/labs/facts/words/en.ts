/** Words of the lab *Facts*, in English. They are loaded with it. */
import type { FactGroup, FactMeasure, FactSource } from '../../../../labs/facts.ts';
import type { LabText } from '../../../../labs/lab.ts';
import type { Definition } from '../../../i18n/definition.ts';

const text: LabText = {
  title: 'Facts: in the parameters or in the index',
  about: 'The same masked facts without documents, with documents, and with documents in which every fact was changed.',
  question:
    'A reader fills in a masked fact while it reads documents that retrieval has found. Now every fact in the documents is changed, and nothing is trained. Which value does it answer with?',
  choices: {
    old: 'The old value: that is what its parameters have learned',
    new: 'The new value: it reads it in the documents',
    neither: 'Neither: it has to be trained again first',
  },
  why: 'What the documents say is read, not remembered. In one run of “First steps”, at step 42 of joint training, the right value came first for .45 of 64 facts about held-out people with documents, and for none without; after the change the new value for .45, and the old one for none.',
  exercises: {
    index:
      'Measure a moment at which facts about held-out people are answered with documents more often than by the parameters alone, by .1 or more (P@1).',
    trained:
      'Measure, let joint training go on, and measure again: with documents, P@1 of held-out people has risen by .1 or more.',
    edited:
      'Measure a moment at which, with the changed documents, the new value comes first more often than the old one, by .1 or more.',
  },
  exact:
    'Exact: every word of the vocabulary is ranked, over the same 64 facts of each group at every measurement; search is exact, with the parameters of the moment. Small: the people are invented, so that nothing can be known from anywhere but this corpus; with 64 facts a share of .5 has a 95% interval of about ±.12. LAMA averages over relations, here every fact counts the same.',
};

const p1: Definition = {
  name: 'Precision at 1',
  short: 'P@1',
  text: 'Share of the facts whose answer is the likeliest of all words of the vocabulary (LAMA, Petroni et al. 2019).',
};
const p10: Definition = {
  name: 'Precision at 10',
  short: 'P@10',
  text: 'Share of the facts whose answer is among the ten likeliest words. An attribute has up to 28 values, so P@10 is high as soon as a reader knows what kind of word is asked for.',
};
const mrr: Definition = {
  name: 'Mean reciprocal rank',
  short: 'MRR',
  formula: 'mean of 1 / rank of the answer',
  text: 'Over all words of the vocabulary; of equally likely words the one with the larger number comes first.',
};
const measures: Record<FactMeasure, Definition> = { p1, p10, mrr };

const sources: Record<FactSource, Definition> = {
  parameters: {
    name: 'Parameters alone',
    short: 'no document',
    text: 'The reader gets the null document only. What it answers then stands in its parameters.',
  },
  index: {
    name: 'With documents',
    short: 'documents',
    text: 'Σ_z p(z|x) p(·|z,x) over the candidates that search finds now, the null document among them if the run has one; never the sentence’s own document. The other document that states the fact has other words.',
  },
  edited: {
    name: 'With changed documents',
    short: 'changed: new',
    text: 'Every fact of the corpus has got another value of its kind; all documents are embedded and searched anew, and nothing is trained. Measured for the new value.',
  },
};

const groups: Record<FactGroup, string> = { heldOut: 'held out of training', trained: 'trained on' };

export const en = {
  text,
  told: 'Each fact is a sentence with one masked word, e.g. a town. The same facts are asked at every measurement; half of them are about people whose sentences were never masked in training.',
  group: 'Facts about people',
  groups,
  show: 'Figure',
  measures,
  sources,
  old: {
    name: 'Still the old value',
    short: 'changed: old',
    text: 'Share of the changed facts for which, with the changed documents, the likeliest word is still the old value.',
  } satisfies Definition as Definition,
  moment: 'Measured at',
  facts: (count: number) => `${count} facts in the group.`,
  none: 'Nothing was measured yet. Measure now, train, and measure again.',
  skipped: (several: number, unknown: number, none: number) =>
    several + unknown + none === 0
      ? 'No fact was left out.'
      : `Left out: ${several} with an answer of several tokens, ${unknown} with an unknown one, ${none} without a candidate.`,
  notAlone:
    'It is not asked without a document: this run has no null document (realm.nullDocument), so its reader never learned to do without one.',
  notChangeable:
    'Facts can be changed in the generated biographies only, so the run on screen has no figures for changed documents.',
  renewed: (count: number, of: number) =>
    count < of
      ? `With changed documents ${count} of them are measured: the others kept their value, or have no candidate there.`
      : '',
  table: 'Measurements of this run',
  one: (number: number, count: number) => `Fact ${number} of ${count}`,
  previous: 'Previous fact',
  next: 'Next fact',
  blank: 'masked',
  answer: (answer: string) => `Right: ${answer}`,
  changedTo: (answer: string, value: string) => `Right: ${answer}; after the change: ${value}`,
  readWith: 'Read with',
  says: 'Likeliest word',
  probability: 'p',
  rank: 'Rank of the answer',
  again: 'Measure again to see single facts.',
};

export type FactsWords = typeof en;
