/** REALM with a corpus: models, phases, evaluation and probes of one run. */

import type { ModelConfig } from '../../models/realm.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { RetrieverEmbedder } from '../../run/embedding.ts';
import type { Plans } from '../../run/engine.ts';
import { Heads, headProbes } from '../../run/heads.ts';
import { LexicalSearch } from '../../run/lexical.ts';
import { distinctBlocks, type PreparedCorpus, prepareCorpus, textsOf } from '../../run/prepare.ts';
import { RefreshedIndex } from '../../run/refreshed-index.ts';
import type { OpenSystem, RunContext } from '../../run/system.ts';
import { choiceProbes } from '../../run/word-choice.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { RealmEvaluation } from './evaluate.ts';
import { evaluationSets } from './evaluation-set.ts';
import { readerHeads, retrieverHeads } from './heads.ts';
import { IctPhase } from './ict.ts';
import { JointPhase } from './joint.ts';
import { MaskingLab } from './lab.ts';
import { modelConfig } from './model-shapes.ts';
import { checkLanguages } from './other-language.ts';
import type { RealmParts } from './parts.ts';
import { buildRealm, RealmPlans } from './plans.ts';
import { realmProbes } from './probes.ts';
import type { RealmConfig } from './settings.ts';
import { WarmupPhase } from './warmup.ts';
import { realmChoices } from './word-choice.ts';

export async function openRealm(context: RunContext<RealmConfig>): Promise<OpenSystem> {
  const { config, corpus } = context;
  const prepared = await prepareCorpus(corpus, config, context.savedTokenizer, context.onProgress);
  const reduced = checkBlocks(prepared, config);
  const model = modelConfig(config, prepared);
  checkLanguages(config.realm, prepared);
  const parts = makeParts(context, prepared, model);
  const ict = new IctPhase(parts);
  const warmup = new WarmupPhase(parts);
  const joint = new JointPhase(parts, ict);
  const sets = evaluationSets(prepared, config);
  const evaluation = new RealmEvaluation(parts, sets);
  const { index, engine } = parts;
  return {
    engine,
    tokenizer: prepared.tokenizer,
    fingerprint: prepared.fingerprint,
    facts: {
      blocks: prepared.blocks.length,
      vocabulary: prepared.tokenizer.vocabularySize,
      trainingExamples: prepared.training.length,
      heldOutExamples: prepared.heldOut.length,
    },
    texts: () => textsOf(corpus),
    phases: [ict, warmup, joint],
    evaluate: async (moment) => (await evaluation.measure(moment, false)).metrics,
    evaluateAll: (moment, onProgress) => evaluation.measure(moment, true, onProgress),
    skipped: () => ({ ...prepared.skipped, ...reduced, ...ict.skipped, ...joint.skipped }),
    probes: {
      ...realmProbes(parts, joint, sets.live, new MaskingLab(parts)),
      ...headProbes([
        new Heads(engine, readerHeads(parts, sets.all)),
        ...retrieverHeads(parts, sets.all).map((heads) => new Heads(engine, heads)),
      ]),
      ...choiceProbes(prepared.tokenizer, () => textsOf(corpus), realmChoices(parts)),
    },
    async settle() {
      await index.settle();
    },
    save: () => index.save(),
    load: (state, arrays) => index.load(state, arrays),
    reset: () => index.reset(),
    close: () => index.close(),
  };
}

function makeParts(context: RunContext<RealmConfig>, prepared: PreparedCorpus, model: ModelConfig): RealmParts {
  const { config } = context;
  const registry = new ParameterRegistry(config.seed);
  // building this graph declares every parameter; the other phases train some of them
  buildRealm(registry, model, config, 1);
  const engine = context.createEngine(registry, { optimiser: config.optimiser, groups: ['retriever.', 'reader.'] });
  const modelsOn = (plans: Plans) => ({
    embedder: new RetrieverEmbedder(plans, registry, model, prepared.idf),
    plans: new RealmPlans(plans, registry, model, config),
  });
  const newest = modelsOn(engine);
  const { refreshEvery, swapAfter } = config.joint;
  const index = new RefreshedIndex(
    engine,
    newest.embedder,
    prepared.documents,
    { index: config.index, refreshEvery, swapAfter },
    {
      onRefresh: (refresh) => context.onRefresh('joint', refresh),
      onWarning: (said) => context.onWarning(said),
      onFailure: (error) => context.onFailure(error),
      spawnIndexWorker: () => context.spawnIndexWorker(),
    },
  );
  return {
    config,
    prepared,
    model,
    registry,
    engine,
    ...newest,
    frozen: modelsOn(engine.frozen),
    index,
    lexical: new LexicalSearch(prepared, config.lexical.analyzer),
  };
}

/** Throws `bad-corpus` if there is nothing to retrieve. Returns by how many pairs the ICT batch is smaller than its setting, if any. */
export function checkBlocks(
  prepared: PreparedCorpus,
  { joint, realm, ict }: Pick<RealmConfig, 'joint' | 'realm' | 'ict'>,
): Record<string, number> {
  const distinct = distinctBlocks(prepared.blocks);
  if (joint.steps > 0 && distinct === 1 && !realm.allowTrivial) {
    throw new RetrogradError(
      'bad-corpus',
      sentence`${prepared.corpus.manifest.title} has one document only, and a sentence may not retrieve its own: add documents, or set realm.allowTrivial=true.`,
    );
  }
  return distinct < ict.batch ? { 'batch-reduced': ict.batch - distinct } : {};
}
