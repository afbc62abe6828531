/** All settings of a REALM run: one table with defaults, valid values and meanings. */
import {
  biosSettings,
  evaluationSettings,
  indexSettings,
  lengthSettings,
  lexicalSettings,
  maskingSettings,
  maxBatch,
  maxSteps,
  optimiserSettings,
  runSettings,
  tokenizerSettings,
  transformerSettings,
} from '../../run/common-settings.ts';
import {
  type ConfigOf,
  choice,
  defaultsOf,
  flag,
  integer,
  number,
  resumable,
  type SettingKey,
  share,
} from '../../run/settings.ts';
import { type Sentence, sentence } from '../../util/sentence.ts';

export const realmSettings = {
  ...runSettings('realm', 'bios', 'bios'),
  bios: biosSettings,
  tokenizer: tokenizerSettings,
  lengths: lengthSettings,
  transformer: transformerSettings,
  retriever: {
    width: integer(64, 4, 1024, 'width d of the retriever'),
    layers: integer(1, 0, 12, 'transformer layers of the retriever'),
    heads: integer(4, 1, 16, 'attention heads of the retriever'),
    projection: integer(64, 4, 1024, 'dimension of the embeddings that are indexed'),
    pooling: choice('mean', ['cls', 'mean', 'idf'], 'how token states become one vector'),
    positions: flag(true, 'learned positions in the retriever'),
    directPath: flag(false, 'mean of token embeddings beside a gated encoder (not in the paper)'),
    // the official code shares them
    separate: flag(false, 'query and document embedders with parameters of their own'),
    initialStd: number(0.02, 0, 10, 'standard deviation of the initial embeddings'),
    orthogonalProjection: flag(false, 'orthogonal initialisation of the projection'),
    segments: flag(false, 'segment embeddings tell the title of a document from its body (official code: on)'),
    pooler: flag(
      false,
      'a dense layer with tanh in front of the projection (BERT, so official code: on, with pooling=cls)',
    ),
    dropout: resumable(
      number(
        0,
        0,
        0.9,
        'dropout in training: embeddings, both halves of each layer, the embedding that is indexed (official code: .1)',
      ),
    ),
  },
  reader: {
    width: integer(64, 4, 1024, 'width d of the reader'),
    layers: integer(2, 1, 12, 'transformer layers of the reader'),
    heads: integer(4, 1, 16, 'attention heads of the reader'),
    initialStd: number(0.02, 0, 10, 'standard deviation of the initial embeddings'),
    copyHead: flag(false, 'pointer over the document mixed with the vocabulary softmax (not in the paper)'),
    tokenShift: flag(false, 'each position also sees its two neighbours (not in the paper)'),
    transform: flag(
      false,
      'a dense layer, GELU and LayerNorm in front of the output (BERT, so paper and official code: on)',
    ),
    dropout: resumable(
      number(0, 0, 0.9, 'dropout in training: embeddings, both halves of each layer (official code: .1)'),
    ),
  },
  realm: {
    candidates: integer(8, 2, 64, 'candidates per query, the null document included'),
    nullDocument: flag(true, 'an empty document is always a candidate'),
    allowTrivial: flag(false, 'the source document of x may be retrieved (the paper forbids it)'),
    otherLanguage: flag(
      false,
      'only documents in another language than the sentence’s own are candidates (not in the paper)',
    ),
    // paper: log Σ_z p(z|x) Π_j p(y_j|z,x); official code: mean_j log Σ_z p(z|x) p(y_j|z,x)
    objective: resumable(
      choice(
        'sequence',
        ['sequence', 'token'],
        'marginal per sequence, mean over examples (paper), or per token, mean over all masks of the batch (official code)',
      ),
    ),
    // f(x,z) is divided by √projection, by projection, or not at all, then by the temperature
    scoreScale: resumable(
      choice('sqrt', ['sqrt', 'linear', 'none'], 'what the inner product is divided by (paper, official code: none)'),
    ),
    temperature: resumable(number(1, 0.001, 1000, 'temperature of p(z|x)')),
    // official code: those of the snapshot; EMDR2: the newest
    queryEmbedding: choice('stale', ['stale', 'fresh'], 'which parameters embed the query of an index search'),
  },
  masking: maskingSettings,
  optimiser: optimiserSettings,
  ict: {
    steps: resumable(integer(600, 0, maxSteps, 'steps of the inverse cloze task')),
    batch: resumable(integer(64, 2, maxBatch, 'queries per step; the others are the negatives')),
    learningRate: resumable(number(1e-3, 0, 1, 'peak learning rate')),
    // paper: .1
    keepSentence: resumable(share(0.1, 'probability that the block keeps the query sentence')),
    loneSentence: choice(
      'empty',
      ['empty', 'keep', 'drop'],
      'if the query is the only sentence of its block: the block is emptied, kept whole, or left out where it would be emptied (official code)',
    ),
    queryDropout: resumable(share(0, 'probability that a token of the query is dropped')),
  },
  warmup: {
    steps: resumable(integer(400, 0, maxSteps, 'steps of reader warm-up')),
    batch: resumable(integer(64, 1, maxBatch, 'examples per step')),
    learningRate: resumable(number(1e-3, 0, 1, 'peak learning rate')),
    // without it the reader learns the facts by heart here
    substitution: resumable(share(1, 'probability that value tokens are permuted, in x, z and y in the same way')),
    otherBlocks: resumable(share(0, 'share of examples that read another block with the answer')),
    // the reader of the paper starts from BERT, which has read x alone
    distractors: resumable(share(0, 'share of examples that read no document or a random one')),
    // searched for once, with the retriever as ICT left it; the others read what `otherBlocks` and `distractors` say
    retrieved: resumable(share(0, 'share of examples that read a document that the retriever finds for them')),
  },
  joint: {
    steps: resumable(integer(1000, 0, maxSteps, 'steps of joint training')),
    batch: integer(16, 1, maxBatch, 'examples per step'),
    readerLearningRate: resumable(number(1e-3, 0, 1, 'peak learning rate of the reader')),
    retrieverLearningRate: resumable(number(3e-4, 0, 1, 'peak learning rate of the retriever')),
    warmupSteps: resumable(integer(100, 0, maxSteps, 'steps over which the learning rate rises')),
    // as in the official code
    linearDecay: resumable(flag(true, 'the learning rates fall linearly to zero at the last step')),
    refreshEvery: resumable(integer(50, 0, maxSteps, 'steps between snapshots for the index; 0: never')),
    // above 0 a run repeats bit for bit, because training waits for the index if necessary
    swapAfter: resumable(
      integer(0, 0, maxSteps, 'steps from snapshot to swap, so that runs repeat; 0: as soon as it is ready'),
    ),
    substitution: share(0, 'probability of substitution during joint training (paper: 0)'),
    // the loss is realmWeight · REALM + ictWeight · ICT
    realmWeight: resumable(number(1, 0, 1000, 'weight of REALM’s loss; 0: ICT is merely continued, a control')),
    ictWeight: resumable(number(0, 0, 1000, 'weight of the ICT loss that is kept beside REALM’s (paper: 0)')),
    ictBatch: resumable(integer(64, 2, maxBatch, 'queries per step of the ICT loss that is kept')),
    readerDecay: resumable(number(1, 0, 1000, 'factor of the weight decay of the reader in joint training')),
    // for experiments: p(y|z,x) = .5 where the answer stands in z, else 1e-4
    reader: resumable(choice('learned', ['learned', 'oracle'], 'whose p(y|z,x) trains the retriever')),
  },
  evaluation: evaluationSettings,
  index: indexSettings,
  lexical: lexicalSettings,
};

export type RealmConfig = ConfigOf<typeof realmSettings>;
export type RealmKey = SettingKey<typeof realmSettings>;

export const defaultRealmConfig: RealmConfig = defaultsOf(realmSettings);

/** Conflicts between settings, one sentence each; empty if the configuration is valid. */
export function realmConflicts(config: RealmConfig): Sentence[] {
  const found: Sentence[] = [];
  for (const model of ['retriever', 'reader'] as const) {
    const { width, heads } = config[model];
    if (width % (4 * heads) !== 0) {
      found.push(sentence`${model}.width (${width}) must be a multiple of 4 · ${model}.heads (${4 * heads}).`);
    }
  }
  if (config.retriever.layers === 0 && !config.retriever.directPath) {
    found.push(sentence`retriever.layers is 0: set retriever.directPath=true, or give the retriever a layer.`);
  }
  if (config.ict.steps + config.warmup.steps + config.joint.steps === 0) {
    found.push(sentence`There is nothing to train: give ict.steps, warmup.steps or joint.steps a number above 0.`);
  }
  if (config.joint.steps > 0 && config.joint.realmWeight === 0 && config.joint.ictWeight === 0) {
    found.push(
      sentence`joint.realmWeight and joint.ictWeight are 0, so that joint training has no loss: give one of them a number above 0.`,
    );
  }
  return found;
}
