/** LLaRA with a corpus: model, phases, evaluation and probes of one run. */
import { embedTextsGraph, lmPrefix } from '../../models/llara.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { Heads, headProbes } from '../../run/heads.ts';
import { LexicalSearch } from '../../run/lexical.ts';
import { type PreparedCorpus, prepareCorpus, textsOf } from '../../run/prepare.ts';
import { RefreshedIndex } from '../../run/refreshed-index.ts';
import type { OpenSystem, RunContext } from '../../run/system.ts';
import { choiceProbes } from '../../run/word-choice.ts';
import { AdaptPhase } from './adapt-phase.ts';
import { llaraProbes } from './answers.ts';
import { Beside } from './beside.ts';
import { ContrastPhase } from './contrast-phase.ts';
import { LlaraEmbedder, passageRows } from './embedding.ts';
import { LlaraEvaluation } from './evaluate.ts';
import { HardNegatives } from './hard-negatives.ts';
import { llaraHeads } from './heads.ts';
import { LmPhase } from './lm-phase.ts';
import { ictPairs, questionPairs } from './pairs.ts';
import type { LlaraParts } from './parts.ts';
import { requireTrainable } from './requirements.ts';
import { adapterOf, type LlaraConfig, prepareSettingsOf } from './settings.ts';
import { shapesOf } from './shapes.ts';
import { LlaraTexts } from './texts.ts';
import { llaraChoice } from './word-choice.ts';

export async function openLlara(context: RunContext<LlaraConfig>): Promise<OpenSystem> {
  const { config, corpus } = context;
  const prepared = await prepareCorpus(corpus, prepareSettingsOf(config), context.savedTokenizer, context.onProgress);
  const parts = makeParts(context, prepared);
  const { ict, tune } = config;
  const cloze = ictPairs(prepared, ict.keepSentence, config.lengths.document);
  const questions = questionPairs(prepared, tune.pairs, config.seed);
  // a corpus without questions is tuned on sentences and their blocks
  const pairs = questions.items > 0 ? questions : cloze;
  const index = tune.hardNegatives > 0 ? indexOf(context, parts) : undefined;
  const hardNegatives = index && { count: tune.hardNegatives, mined: new HardNegatives(parts, pairs, index) };
  const evaluation = new LlaraEvaluation(parts, context.onWarning);
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
    probes: {
      ...llaraProbes(parts, evaluation),
      ...headProbes([new Heads(parts.engine, llaraHeads(parts))]),
      ...choiceProbes(prepared.tokenizer, () => textsOf(corpus), [llaraChoice(parts)]),
    },
    ...(index && {
      settle: () => index.settle(),
      save: () => index.save(),
      load: (state, arrays) => index.load(state, arrays),
      reset: () => index.reset(),
    }),
    close() {
      index?.close();
      parts.beside.close();
    },
  };
}

/** The index of the passages, in which hard negatives are mined. */
function indexOf(context: RunContext<LlaraConfig>, { engine, embedder, texts, prompts }: LlaraParts): RefreshedIndex {
  const { index, tune } = context.config;
  const { refreshEvery, swapAfter } = tune;
  return new RefreshedIndex(
    engine,
    embedder,
    passageRows(texts.passages, prompts),
    { index, refreshEvery, swapAfter },
    {
      onRefresh: (refresh) => context.onRefresh('tune', refresh),
      onWarning: (said) => context.onWarning(said),
      onFailure: (error) => context.onFailure(error),
      spawnIndexWorker: () => context.spawnIndexWorker(),
    },
  );
}

function makeParts(context: RunContext<LlaraConfig>, prepared: PreparedCorpus): LlaraParts {
  const { config, createEngine } = context;
  const texts = new LlaraTexts(prepared, config.adapt.stopShare);
  requireTrainable(config, prepared, texts);
  const { model, prompts, lengths } = shapesOf(config, prepared, texts);
  const adapter = adapterOf(config);
  const registry = new ParameterRegistry(config.seed);
  // building this graph declares every parameter
  embedTextsGraph(registry, model, 1, lengths.passage, adapter);
  const engine = createEngine(registry, { optimiser: config.optimiser, groups: [lmPrefix, `${lmPrefix}lora.`] });
  const lexical = new LexicalSearch(prepared, config.lexical.analyzer);
  const beside = new Beside(config, prepared, () => context.spawnIndexWorker());
  const parts = { config, prepared, texts, lexical, beside, model, prompts, adapter, registry, engine, lengths };
  return {
    ...parts,
    embedder: new LlaraEmbedder(engine, parts),
    frozenEmbedder: new LlaraEmbedder(engine.frozen, parts),
  };
}
