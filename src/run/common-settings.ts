/** Settings that most systems share, as parts of their tables. */
import { choice, flag, integer, number, resumable, share, text } from './settings.ts';

export const maxSteps = 1_000_000;
export const maxBatch = 4096;

/** What every run has. `system` and `preset` follow from the name of a preset. */
export const runSettings = <const S extends string>(system: S, preset: string, corpus: string) => ({
  system: choice(system, [system], 'the system that is trained'),
  preset: resumable(text(preset, 'name of the preset that the run began with')),
  corpus: text(corpus, 'corpus id: one that comes with the page, e.g. bios or atlas, or an imported one'),
  questions: resumable(
    text('default', 'questions that are evaluated: default, or a further set that the corpus names'),
  ),
  seed: integer(1, 0, 4_294_967_295, 'seed of every random draw'),
  gpu: {
    // sums, gradients and parameters stay f32
    halfPrecision: resumable(flag(false, 'forward products may round their factors to f16 where that is faster')),
    timedKernels: resumable(
      flag(
        true,
        'measure kernels on hardware while training, use the fastest; off: the same ones in every process, so that runs repeat',
      ),
    ),
  },
});

/** The generated corpora `bios` and `bios-2l`; other corpora ignore it. */
export const biosSettings = {
  people: integer(200, 4, 20_000, 'people in the generated biographies'),
  attributes: integer(6, 2, 6, 'attributes per person'),
  sentencesPerDocument: integer(2, 1, 2, 'sentences per generated document'),
  shared: choice('surname', ['surname', 'names', 'none'], 'names that are written alike in both languages of bios-2l'),
};

/** The generated corpus `blanks`; other corpora ignore it. */
export const blanksSettings = {
  people: integer(200, 4, 20_000, 'people in the generated short texts'),
  texts: integer(8000, 1, 1_000_000, 'generated short texts'),
};

/** The generated corpus `reviews`; other corpora ignore it. */
export const reviewsSettings = {
  kinds: choice('both', ['both', 'reviews', 'reports'], 'which texts are generated'),
  texts: integer(1000, 4, 20_000, 'generated texts of each kind'),
};

/** The generated corpus `pairs`; other corpora ignore it. */
export const pairsSettings = {
  task: choice(
    'reversal',
    ['reversal', 'dates', 'sums'],
    'a sequence backwards, a written date in ISO 8601, or the sum of two numbers',
  ),
  longest: integer(12, 1, 32, 'most symbols of a sequence that is reversed'),
};

/** The generated corpus `tasks`; other corpora ignore it. */
export const tasksSettings = {
  known: integer(16, 1, 10_000, 'permutations that are trained on'),
  unseen: integer(16, 1, 10_000, 'permutations that are never trained on, as the control'),
};

export const tokenizerSettings = {
  kind: choice('word', ['word', 'wordpiece', 'bpe'], 'how text is cut into tokens'),
  vocabularySize: integer(4000, 64, 65_536, 'largest size of the vocabulary'),
};

/** In tokens, special tokens included. Longer documents and sentences are cut, counted and reported. */
export const lengthSettings = {
  query: integer(20, 4, 512, 'longest query in tokens'),
  document: integer(32, 4, 512, 'longest document in tokens'),
};

export const maskingSettings = {
  strategy: choice('salient', ['salient', 'uniform', 'random-span'], 'what is masked in x'),
  uniformRate: share(0.15, 'share of tokens masked by `uniform`'),
  // longer salient spans are not used
  maxTokens: integer(4, 1, 16, 'longest masked span in tokens'),
  recurring: flag(false, 'mask only names that recur in another block beside another name (not in the paper)'),
  sampling: choice(
    'sentence',
    ['sentence', 'span', 'block'],
    'what is drawn for salient masking, each with the same probability: a sentence and one of its spans, a span, or a block and one of its spans (official code: a passage)',
  ),
};

/** The kind of transformer, of retriever and reader. With post, erf and 1e-12 it is BERT’s. */
export const transformerSettings = {
  normalisation: choice(
    'pre',
    ['pre', 'post'],
    'LayerNorm before each half of a layer, or after it and after the embeddings (BERT, so paper and official code)',
  ),
  gelu: choice(
    'tanh',
    ['tanh', 'erf'],
    'GELU approximated by tanh (official code of BERT), or exact (BERT in Hugging Face’s transformers)',
  ),
  epsilon: number(1e-5, 1e-12, 1, 'ε of LayerNorm (BERT: 1e-12)'),
};

export const optimiserSettings = {
  beta1: resumable(number(0.9, 0, 0.999999, 'decay of the first moment')),
  beta2: resumable(number(0.98, 0, 0.999999, 'decay of the second moment (official code: .999)')),
  epsilon: resumable(number(1e-6, 1e-12, 1, 'ε of AdamW')),
  weightDecay: resumable(number(0.01, 0, 10, 'decoupled weight decay')),
  clipNorm: resumable(number(1, 1e-6, 1e6, 'largest global gradient norm')),
};

export const evaluationSettings = {
  every: resumable(integer(100, 1, maxSteps, 'steps between evaluations')),
  // the same for every seed; at the start of a run and at the end of each phase all are measured
  examples: resumable(integer(128, 1, 100_000, 'held-out facts evaluated for the curves')),
  questions: resumable(integer(400, 0, 100_000, 'questions evaluated for the curves')),
  holdOutEvery: integer(5, 2, 1000, 'every n-th subject is held out of training'),
  // whatever `masking` says of training
  maxTokens: resumable(integer(4, 1, 16, 'longest held-out fact in tokens')),
  recurring: resumable(flag(false, 'evaluate only names that recur in another block beside another name')),
};

export const lexicalSettings = {
  analyzer: resumable(
    choice('pieces', ['pieces', 'english'], 'words of BM25: the tokens, or English stems without stop words'),
  ),
};

export const indexSettings = {
  kind: resumable(choice('hnsw', ['hnsw', 'exact'], 'approximate or exact search')),
  space: resumable(choice('ip', ['ip', 'bachrach'], 'inner product as it is, or Bachrach’s reduction to l2')),
  m: resumable(integer(16, 2, 128, 'links per node of the HNSW graph')),
  efConstruction: resumable(integer(200, 4, 2000, 'breadth of search while building')),
  efSearch: resumable(integer(64, 1, 2000, 'breadth of a search')),
  provider: resumable(choice('wasm', ['wasm', 'webgpu'], 'execution provider of onnxruntime-web')),
  builders: resumable(integer(1, 1, 8, 'workers that share the documents of an index; there are two indexes')),
};
