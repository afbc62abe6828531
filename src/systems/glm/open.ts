/** GLM with a corpus: model, phase, evaluation and probes of one run. */
import { glmGraph } from '../../models/glm.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { readSavedTokenizer, textsOf } from '../../run/prepare.ts';
import type { OpenSystem, RunContext } from '../../run/system.ts';
import { corpusFingerprint } from '../../text/corpus/fingerprint.ts';
import { trainTokenizer } from '../../text/tokenizer/tokenizer.ts';
import { GlmEvaluation } from './evaluate.ts';
import { type GlmParts, modelOf } from './parts.ts';
import { FillingPhase } from './phase.ts';
import type { GlmProbes } from './probes.ts';
import { sampleText } from './sample.ts';
import type { GlmRunConfig } from './settings.ts';
import { glmTexts } from './texts.ts';
import { glmVocabulary } from './vocabulary.ts';

export async function openGlm(context: RunContext<GlmRunConfig>): Promise<OpenSystem> {
  const { config, corpus, savedTokenizer, onProgress } = context;
  await onProgress('training-tokenizer', 0, 1);
  const tokenizer =
    savedTokenizer === undefined
      ? trainTokenizer(textsOf(corpus), config.tokenizer)
      : readSavedTokenizer(savedTokenizer);
  await onProgress('reading-documents', 0, corpus.documents.length);
  const { texts, cut } = glmTexts(corpus, tokenizer, {
    maxLength: config.glm.length,
    holdOutEvery: config.evaluation.holdOutEvery,
  });
  const vocabulary = glmVocabulary(tokenizer, config.glm.sentinels);
  const model = modelOf(config, vocabulary);
  const registry = new ParameterRegistry(config.seed);
  // declares the parameters
  glmGraph(registry, model, { rows: 1, length: 1, predictions: 1 });
  const engine = context.createEngine(registry, { optimiser: config.optimiser, groups: ['glm.'] });
  const parts: GlmParts = { config, model, registry, engine, vocabulary, texts };
  const evaluation = new GlmEvaluation(parts);
  return {
    engine,
    tokenizer,
    fingerprint: corpusFingerprint(corpus),
    facts: { blocks: texts.length, vocabulary: vocabulary.size },
    texts: () => textsOf(corpus),
    phases: [new FillingPhase(parts)],
    evaluate: async (moment) => (await evaluation.measure(moment, false)).metrics,
    evaluateAll: (moment, onEvaluated) => evaluation.measure(moment, true, onEvaluated),
    skipped: () => ({ ...(cut > 0 && { 'document-cut': cut }) }),
    probes: {
      sample: (query: GlmProbes['sample']['query']) => sampleText(parts, query),
    },
  };
}
