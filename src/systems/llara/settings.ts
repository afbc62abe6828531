/** All settings of a LLaRA run: one table with defaults, valid values and meanings. */
import type { AdapterChoice } from '../../models/lora.ts';
import {
  biosSettings,
  evaluationSettings,
  indexSettings,
  lengthSettings,
  lexicalSettings,
  maxBatch,
  maxSteps,
  optimiserSettings,
  runSettings,
  tokenizerSettings,
} from '../../run/common-settings.ts';
import type { PrepareSettings } from '../../run/prepare.ts';
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

const { every, questions, holdOutEvery } = evaluationSettings;

export const llaraSettings = {
  ...runSettings('llara', 'llara', 'bios'),
  bios: biosSettings,
  tokenizer: tokenizerSettings,
  lengths: lengthSettings,
  lm: {
    width: integer(64, 4, 1024, 'width of the language model'),
    layers: integer(2, 1, 24, 'layers of the language model'),
    heads: integer(4, 1, 32, 'heads of the language model'),
    initialStd: number(0.02, 1e-4, 1, 'standard deviation of weights and embeddings at the start'),
    steps: resumable(integer(200, 0, maxSteps, 'steps of the language model alone')),
    batch: integer(32, 1, maxBatch, 'texts per step'),
    learningRate: resumable(number(1e-3, 0, 1, 'peak learning rate')),
  },
  prompt: {
    kind: choice('paper', ['paper', 'release'], 'one </s> that both prompts share, or slots of their own (code)'),
    // the code has 19 and 18 words of English
    words: integer(1, 1, 64, 'words of a prompt, tokens of their own'),
    slots: integer(8, 1, 64, 'slots of a prompt, where prompt.kind is release'),
  },
  schedule: {
    warmupSteps: resumable(integer(50, 0, maxSteps, 'steps of each phase over which the learning rate rises')),
    floor: resumable(share(0.1, 'share of the peak to which it falls by the end of the phase')),
  },
  adapt: {
    steps: resumable(integer(200, 0, maxSteps, 'steps of adaptation, EBAE and EBAR')),
    batch: integer(32, 1, maxBatch, 'texts per step'),
    learningRate: resumable(number(1e-3, 0, 1, 'peak learning rate')),
    // the code divides both losses by 20; at this size they then teach nothing
    ebaeWeight: resumable(number(1, 0, 1000, 'weight of EBAE (code: .05)')),
    ebarWeight: resumable(number(1, 0, 1000, 'weight of EBAR (code: .05)')),
    lmWeight: number(1, 0, 1000, 'weight of the language model’s loss beside them'),
    lmShare: share(0.25, 'share of the positions in the language model’s loss (code: all)'),
    // the code has a list of English words
    stopShare: share(0.1, 'tokens in more than this share of the blocks are no targets'),
  },
  ict: {
    steps: resumable(integer(0, 0, maxSteps, 'steps of the inverse cloze task, the control for adaptation')),
    batch: integer(32, 1, maxBatch, 'pairs per step'),
    learningRate: resumable(number(1e-3, 0, 1, 'peak learning rate')),
    keepSentence: resumable(share(0.1, 'probability that the sentence stays in its block')),
  },
  tune: {
    steps: resumable(integer(200, 0, maxSteps, 'steps of contrastive fine-tuning')),
    batch: integer(32, 1, maxBatch, 'queries per step'),
    learningRate: resumable(number(5e-4, 0, 1, 'peak learning rate')),
    pairs: integer(200, 0, 10_000_000, 'questions that are trained on; 0: all of training subjects'),
    temperature: number(0.05, 0.005, 10, 'temperature of the contrast (code: .02 and .01)'),
    query: choice('next', ['next', 'self'], 'prompt of queries'),
    hardNegatives: integer(0, 0, 64, 'hard negatives per query (code: 7 and 15)'),
    minedDepth: integer(32, 1, 1000, 'hard negatives are drawn from so many of the nearest wrong blocks'),
    refreshEvery: resumable(integer(50, 0, maxSteps, 'steps until hard negatives are mined anew; 0: only once')),
    swapAfter: resumable(integer(5, 1, maxSteps, 'steps until the mined ones are used: they are mined meanwhile')),
  },
  lora: {
    rank: integer(0, 0, 256, 'rank of the adapters that fine-tuning trains; 0: it trains all parameters (code: 64)'),
    alphaPerRank: number(2, 0.01, 64, 'α of the adapters, divided by their rank (code: .25)'),
    attention: flag(true, 'adapters in the attention'),
    feedForward: flag(true, 'adapters in the feed-forward layers'),
  },
  optimiser: optimiserSettings,
  evaluation: { every, questions, holdOutEvery },
  // where hard negatives are mined
  index: indexSettings,
  lexical: lexicalSettings,
};

export type LlaraConfig = ConfigOf<typeof llaraSettings>;
export type LlaraKey = SettingKey<typeof llaraSettings>;

export const defaultLlaraConfig: LlaraConfig = defaultsOf(llaraSettings);

/** What preparation needs: nothing is masked, so every sentence may be used. */
export function prepareSettingsOf({ tokenizer, lengths, evaluation }: LlaraConfig): PrepareSettings {
  return {
    tokenizer,
    lengths,
    masking: { strategy: 'uniform', maxTokens: 4, recurring: false },
    evaluation: { holdOutEvery: evaluation.holdOutEvery, maxTokens: 4, recurring: false },
  };
}

/** The adapters of fine-tuning; undefined if it trains all parameters. */
export function adapterOf({ lora }: Pick<LlaraConfig, 'lora'>): AdapterChoice | undefined {
  const { rank, alphaPerRank, attention, feedForward } = lora;
  if (rank === 0) return undefined;
  return (layer) =>
    (layer.includes('.attn.') ? attention : feedForward) ? { rank, alpha: alphaPerRank * rank } : undefined;
}

/** Conflicts between settings, one sentence each; empty if the configuration is valid. */
export function llaraConflicts({ lm, adapt, ict, tune, lora }: LlaraConfig): Sentence[] {
  const found: Sentence[] = [];
  if (lm.width % (4 * lm.heads) !== 0) {
    found.push(sentence`${'lm'}.width (${lm.width}) must be a multiple of 4 · ${'lm'}.heads (${4 * lm.heads}).`);
  }
  if (lm.steps + adapt.steps + ict.steps + tune.steps === 0) {
    found.push(
      sentence`There is nothing to train: give lm.steps, adapt.steps, ict.steps or tune.steps a number above 0.`,
    );
  }
  if (lora.rank > 0 && !lora.attention && !lora.feedForward) {
    found.push(
      sentence`The adapters have no place: set lora.attention or lora.feedForward to true, or lora.rank to 0.`,
    );
  }
  if (tune.hardNegatives > tune.minedDepth) {
    found.push(
      sentence`tune.minedDepth (${tune.minedDepth}) must be at least tune.hardNegatives (${tune.hardNegatives}): they are drawn from so many.`,
    );
  }
  return found;
}
