/** LLaRA with a corpus: model, phases, evaluation and probes of one run. */
import { languageModelGraph } from '../../models/language-model.ts';
import { embedTextsGraph, type LlaraConfig as LlaraModel, lmPrefix } from '../../models/llara.ts';
import { type PromptSettings, promptIds, promptLength, promptTokens } from '../../models/llara-prompt.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { type PreparedCorpus, prepareCorpus, textsOf } from '../../run/prepare.ts';
import type { OpenSystem, RunContext } from '../../run/system.ts';
import { AdaptPhase } from './adapt-phase.ts';
import { llaraProbes } from './answers.ts';
import { ContrastPhase } from './contrast-phase.ts';
import { LlaraEmbedder } from './embedding.ts';
import { LlaraEvaluation } from './evaluate.ts';
import { HardNegatives } from './hard-negatives.ts';
import { LmPhase } from './lm-phase.ts';
import { ictPairs, questionPairs } from './pairs.ts';
import type { LlaraParts } from './parts.ts';
import { adapterOf, type LlaraConfig, prepareSettingsOf } from './settings.ts';
import { LlaraTexts } from './texts.ts';

const roundUp = (n: number) => Math.ceil(n / 4) * 4;

export async function openLlara(context: RunContext<LlaraConfig>): Promise<OpenSystem> {
  const { config, corpus } = context;
  const prepared = await prepareCorpus(corpus, prepareSettingsOf(config), context.savedTokenizer, context.onProgress);
  const parts = makeParts(context, prepared);
  const { ict, tune } = config;
  const cloze = ictPairs(prepared, ict.keepSentence, config.lengths.document);
  const questions = questionPairs(prepared, tune.pairs, config.seed);
  // a corpus without questions is tuned on sentences and their blocks
  const pairs = questions.items > 0 ? questions : cloze;
  const hardNegatives =
    tune.hardNegatives > 0 ? { count: tune.hardNegatives, mined: new HardNegatives(parts, pairs) } : undefined;
  const evaluation = new LlaraEvaluation(parts);
  return {
    engine: parts.engine,
    tokenizer: prepared.tokenizer,
    fingerprint: prepared.fingerprint,
    facts: {
      blocks: prepared.blocks.length,
      vocabulary: prepared.tokenizer.vocabularySize,
      trainingPairs: pairs.items,
      heldOutQuestions: prepared.questions.filter(({ heldOut }) => heldOut).length,
    },
    texts: () => textsOf(corpus),
    phases: [
      new LmPhase(parts),
      new AdaptPhase(parts),
      new ContrastPhase(parts, cloze, { id: 'ict', ...ict }),
      new ContrastPhase(parts, pairs, { id: 'tune', ...tune, adapter: parts.adapter, hardNegatives }),
    ],
    evaluate: async (moment) => (await evaluation.measure(moment, false)).metrics,
    evaluateAll: (moment, onProgress) => evaluation.measure(moment, true, onProgress),
    skipped: () => prepared.skipped,
    probes: llaraProbes(parts),
  };
}

function makeParts({ config, createEngine }: RunContext<LlaraConfig>, prepared: PreparedCorpus): LlaraParts {
  const { width, layers, heads, initialStd } = config.lm;
  const prompt: PromptSettings = config.prompt;
  const texts = new LlaraTexts(prepared, config.adapt.stopShare);
  const size = promptLength(prompt);
  const longest = texts.tokens.reduce((most, { length }) => Math.max(most, length), 2);
  const lengths = {
    text: longest,
    joint: roundUp(longest + 2 * size),
    query: roundUp(prepared.lengths.query - 1 + size),
    passage: roundUp(prepared.lengths.document - 1 + size),
  };
  const model: LlaraModel = {
    lm: {
      ...{ width, layers, heads, initialStd },
      vocabularySize: roundUp(prepared.vocabularySize + promptIds(prompt)),
      maxLength: Math.max(lengths.query, lengths.passage, longest + size),
    },
    prompt,
  };
  const prompts = promptTokens(prompt, prepared.vocabularySize);
  const adapter = adapterOf(config);
  const registry = new ParameterRegistry(config.seed);
  // building these graphs declares every parameter
  languageModelGraph(registry, model.lm, 1, longest - 1);
  embedTextsGraph(registry, model, 1, lengths.passage, adapter);
  const engine = createEngine(registry, { optimiser: config.optimiser, groups: [lmPrefix, `${lmPrefix}lora.`] });
  const parts = { config, prepared, texts, model, prompts, adapter, registry, engine, lengths };
  return {
    ...parts,
    embedder: new LlaraEmbedder(engine, parts),
    frozenEmbedder: new LlaraEmbedder(engine.frozen, parts),
  };
}
