/** Open-QA with a corpus: models, phases, evaluation and probes of one run. */

import { onlyOf } from '../../graph/parameters.ts';
import { qaGraph } from '../../models/qa.ts';
import { embedGraph, type ModelConfig } from '../../models/realm.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { badCheckpoint } from '../../run/checkpoint.ts';
import { RetrieverEmbedder } from '../../run/embedding.ts';
import { Heads, headProbes } from '../../run/heads.ts';
import { beginWithModels } from '../../run/initial-models.ts';
import { distinctBlocks, type PreparedCorpus, prepareCorpus, textsOf } from '../../run/prepare.ts';
import type { OpenSystem, RunContext } from '../../run/system.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { z } from '../../util/zod.ts';
import { IctPhase } from '../realm/ict.ts';
import { modelConfig } from '../realm/model-shapes.ts';
import { DocumentEdits } from './edits.ts';
import { QaEvaluation } from './evaluate.ts';
import { FineTunePhase } from './fine-tune.ts';
import { qaHeads } from './heads.ts';
import { type QaParts, shapeOf } from './parts.ts';
import { Passages } from './passages.ts';
import { qaProbes } from './probes.ts';
import { AnswerBlocks, qaQuestions } from './questions.ts';
import { ictSteps, type QaConfig, realmConfigOf } from './settings.ts';
import { StoredDocuments } from './stored-documents.ts';

const roundUp = (n: number) => Math.ceil(n / 4) * 4;

export async function openQa(context: RunContext<QaConfig>): Promise<OpenSystem> {
  const { config, corpus } = context;
  const realmConfig = realmConfigOf(config);
  const prepared = await prepareCorpus(corpus, realmConfig, context.savedTokenizer, context.onProgress);
  const parts = makeParts(context, prepared);
  const { registry, engine, stored, questions } = parts;
  const model = parts.model;
  const ict = new IctPhase({
    config: { ...realmConfig, ict: { ...realmConfig.ict, steps: ictSteps(config) } },
    ...{ prepared, model, registry },
  });
  const fineTune = new FineTunePhase(parts);
  const edits = new DocumentEdits(parts);
  const evaluation = new QaEvaluation(parts);
  const reduced = distinctBlocks(prepared.blocks) < config.ict.batch && ict.steps > 0;
  return {
    engine,
    tokenizer: prepared.tokenizer,
    fingerprint: prepared.fingerprint,
    facts: {
      blocks: prepared.blocks.length,
      vocabulary: prepared.tokenizer.vocabularySize,
      trainingQuestions: questions.filter(({ isTrained }) => isTrained).length,
      heldOutQuestions: questions.filter(({ heldOut }) => heldOut).length,
    },
    texts: () => textsOf(corpus),
    phases: [ict, fineTune],
    evaluate: async (moment) => (await evaluation.measure(moment, false)).metrics,
    evaluateAll: (moment, onProgress) => evaluation.measure(moment, true, onProgress),
    skipped: () => ({
      ...prepared.skipped,
      ...(reduced && { 'batch-reduced': config.ict.batch - distinctBlocks(prepared.blocks) }),
    }),
    probes: { ...qaProbes(parts, edits), ...headProbes([new Heads(engine, qaHeads(parts))]) },
    save: () => ({
      state: { hasDocuments: stored.values !== null },
      arrays: { ...(stored.values && { documents: onlyOf(engine.store, stored.values, 'retriever.') }) },
    }),
    async load(state, arrays) {
      const parsed = stateSchema.safeParse(state);
      if (!parsed.success || (parsed.data.hasDocuments && !arrays.documents)) {
        throw badCheckpoint(
          sentence`model.safetensors: it does not say by which parameters the documents were embedded.`,
        );
      }
      stored.reset();
      if (!parsed.data.hasDocuments) return;
      stored.values = arrays.documents!;
      await stored.start();
    },
    reset() {
      stored.reset();
      edits.clear();
    },
  };
}

const stateSchema = z.object({ hasDocuments: z.boolean() });

/** The reader has positions for the longest question beside the longest body. */
function modelOf(config: QaConfig, prepared: PreparedCorpus, longestRow: number): ModelConfig {
  const model = modelConfig(realmConfigOf(config), prepared);
  return { ...model, reader: { ...model.reader, maxLength: Math.max(model.reader.maxLength, longestRow) } };
}

/** Throws `bad-option` if the models of a checkpoint are wanted and there is none. */
function makeParts(context: RunContext<QaConfig>, prepared: PreparedCorpus): QaParts {
  const { config, init, savedTokenizer } = context;
  const questions = qaQuestions(prepared);
  const body = prepared.blocks.reduce((longest, block) => Math.max(longest, block.body.length), 0);
  const question = questions.reduce((longest, { ids }) => Math.max(longest, ids.length), 0);
  const lengths = { corpus: roundUp(question + body + 1), any: roundUp(prepared.lengths.query + body + 1) };
  const model = modelOf(config, prepared, lengths.any);
  const registry = new ParameterRegistry(config.seed);
  // building these graphs declares every parameter
  qaGraph(registry, model, shapeOf({ config }, 1, lengths.any), config.qa.retrieverCandidates);
  const isLearned = config.qa.retriever === 'learned';
  if (isLearned) embedGraph(registry, model, 'document', 1);
  if (init) {
    beginWithModels(registry, init, ['reader.', ...(isLearned ? ['retriever.'] : [])]);
  } else if (config.qa.init === 'checkpoint' && savedTokenizer === undefined) {
    throw new RetrogradError(
      'bad-option',
      sentence`qa.init is checkpoint, but there are no models to begin with that fit these settings: choose “Fine-tune for questions” in a run of REALM, give a checkpoint with --init on the command line, or set qa.init=ict.`,
    );
  }
  const engine = context.createEngine(registry, { optimiser: config.optimiser, groups: ['retriever.', 'reader.'] });
  return {
    config,
    prepared,
    model,
    registry,
    engine,
    passages: new Passages(prepared),
    questions,
    answerBlocks: new AnswerBlocks(prepared),
    stored: new StoredDocuments(engine, registry, model, prepared),
    embedder: new RetrieverEmbedder(engine, registry, model, prepared.idf),
    frozenEmbedder: new RetrieverEmbedder(engine.frozen, registry, model, prepared.idf),
    lengths,
  };
}
