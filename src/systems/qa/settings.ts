/** All settings of an Open-QA run: one table with defaults, valid values and meanings. Retriever and reader are REALM's. */
import {
  biosSettings,
  evaluationSettings,
  lengthSettings,
  maxBatch,
  maxSteps,
  optimiserSettings,
  runSettings,
  tokenizerSettings,
} from '../../run/common-settings.ts';
import {
  type ConfigOf,
  choice,
  defaultsOf,
  integer,
  layered,
  number,
  resumable,
  type SettingKey,
} from '../../run/settings.ts';
import { type Sentence, sentence } from '../../util/sentence.ts';
import { defaultRealmConfig, type RealmConfig, realmConflicts, realmSettings } from '../realm/settings.ts';

export const qaSettings = {
  ...runSettings('qa', 'qa-bios', 'bios'),
  bios: biosSettings,
  tokenizer: tokenizerSettings,
  lengths: lengthSettings,
  transformer: realmSettings.transformer,
  retriever: realmSettings.retriever,
  reader: realmSettings.reader,
  realm: { scoreScale: realmSettings.realm.scoreScale, temperature: realmSettings.realm.temperature },
  optimiser: optimiserSettings,
  ict: realmSettings.ict,
  qa: {
    init: choice('ict', ['ict', 'checkpoint'], 'begins with ICT, or with the models of a given checkpoint (--init)'),
    steps: resumable(integer(600, 0, maxSteps, 'steps of fine-tuning')),
    batch: integer(16, 1, maxBatch, 'questions per step'),
    candidates: integer(5, 1, 64, 'documents that are read with a question'),
    retriever: choice('learned', ['learned', 'bm25'], 'what finds the documents: the learned retriever or BM25'),
    // paper: log Σ_z p(z|x) Σ_s p(s|z,x); official code: one softmax over all spans, LayerNorm in the MLP
    form: choice(
      'code',
      ['paper', 'code'],
      'softmax over spans per document (paper) or over all of them (official code)',
    ),
    maxSpan: integer(8, 1, 64, 'longest answer in tokens'),
    spanWidth: integer(64, 4, 1024, 'width of the MLP over the ends of a span'),
    // the official code looks at 5,000 documents
    retrieverCandidates: integer(64, 1, 4096, 'documents in the loss of the retriever alone'),
    retrieverWeight: resumable(number(1, 0, 100, 'weight of the loss of the retriever alone')),
    // the official code: never
    refreshEvery: integer(0, 0, maxSteps, 'steps until documents are embedded anew; 0: they stay frozen'),
    readerLearningRate: resumable(number(1e-3, 0, 1, 'peak learning rate of the reader')),
    retrieverLearningRate: resumable(number(3e-4, 0, 1, 'peak learning rate of the retriever')),
    warmupSteps: resumable(
      integer(50, 0, maxSteps, 'steps over which the learning rates rise; then they fall to zero'),
    ),
  },
  evaluation: evaluationSettings,
};

export type QaConfig = ConfigOf<typeof qaSettings>;
export type QaKey = SettingKey<typeof qaSettings>;

export const defaultQaConfig: QaConfig = defaultsOf(qaSettings);

/** The configuration of the REALM run that has the same retriever and reader. Nothing is masked here, so every sentence may be used. */
export function realmConfigOf(config: QaConfig): RealmConfig {
  const { seed, corpus, bios, tokenizer, lengths, transformer, retriever, reader, realm, ict, evaluation } = config;
  const masking = { strategy: 'uniform' };
  const shared = { seed, corpus, bios, tokenizer, lengths, transformer, retriever, reader, realm, ict, evaluation };
  return layered(defaultRealmConfig, { ...shared, masking });
}

/** Steps of ICT: none for a run that begins with the models of a checkpoint or has no use for a retriever. */
export const ictSteps = ({ qa, ict }: Pick<QaConfig, 'qa' | 'ict'>): number =>
  qa.init === 'ict' && qa.retriever === 'learned' ? ict.steps : 0;

/** Conflicts between settings, one sentence each; empty if the configuration is valid. */
export function qaConflicts(config: QaConfig): Sentence[] {
  const { retrieverCandidates, candidates, steps } = config.qa;
  const found = realmConflicts(realmConfigOf(config));
  if (retrieverCandidates < candidates) {
    found.push(
      sentence`qa.retrieverCandidates (${retrieverCandidates}) must be at least qa.candidates (${candidates}): those that are read are the best of them.`,
    );
  }
  if (ictSteps(config) + steps === 0) {
    found.push(sentence`There is nothing to train: give ict.steps or qa.steps a number above 0.`);
  }
  return found;
}
