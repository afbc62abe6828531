/** Three pre-trainings with a corpus: models, phases, evaluation and probes of one run. */
import { stepFlops } from '../../graph/flops.ts';
import {
  armsGraph,
  bodyPrefixes,
  formatGraph,
  formatPrefix,
  headPrefix,
  trainedPrefix,
} from '../../models/pretraining.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { readSavedTokenizer, textsOf } from '../../run/prepare.ts';
import type { OpenSystem, Phase, RunContext } from '../../run/system.ts';
import { choiceProbes } from '../../run/word-choice.ts';
import { corpusFingerprint } from '../../text/corpus/fingerprint.ts';
import { trainTokenizer } from '../../text/tokenizer/tokenizer.ts';
import { arms } from './arms.ts';
import { ClassifierPhase } from './classifier.ts';
import { evaluatePhase } from './evaluate.ts';
import { FormatPhase, formOf } from './format.ts';
import { labelledReviews, labels } from './labelled.ts';
import { bodyOf, type PretrainingParts, spanSizes, textsIn, vocabularyOf } from './parts.ts';
import { decoderPhase, encoderDecoderPhase, encoderPhase, type PhaseParts, vectorsPhase } from './phases.ts';
import type { FormPair, PhaseCompute, PretrainingProbes } from './probes.ts';
import type { PretrainingConfig } from './settings.ts';
import { continueText, fillBlank, translate, writeBlank } from './try.ts';
import { pretrainingChoices } from './word-choice.ts';

/** Of a phase that trains all of its graph: that of the classifiers, with its frozen bodies, computes less. */
const computeOf = (phase: Pick<Phase, 'id' | 'steps' | 'program'>): PhaseCompute => ({
  ...{ phase: phase.id, steps: phase.steps },
  flopsPerStep: stepFlops(phase.program(0).graph),
});

export async function openPretraining(context: RunContext<PretrainingConfig>): Promise<OpenSystem> {
  const { config, corpus, savedTokenizer, onProgress } = context;
  await onProgress('training-tokenizer', 0, 1);
  const tokenizer =
    savedTokenizer === undefined
      ? trainTokenizer(textsOf(corpus), { kind: 'word', ...config.tokenizer })
      : readSavedTokenizer(savedTokenizer);
  await onProgress('reading-documents', 0, corpus.documents.length);
  const { length } = config.model;
  const vocabulary = vocabularyOf(tokenizer, spanSizes(length, config.encoderDecoder).sentinels);
  const { cut, ...texts } = textsIn(corpus, tokenizer, { length, ...config.evaluation });
  const avoid = corpus.documents.map(({ text }) => text);
  const { seed, classifier, format, evaluation } = config;
  const registry = new ParameterRegistry(seed);
  const shared: PhaseParts = {
    ...{ config, registry, tokenizer, vocabulary, texts, body: bodyOf(config, vocabulary.size) },
    labelled: {
      training: labelledReviews('train', { count: classifier.labels, seed, avoid: [] }),
      test: labelledReviews('test', { count: evaluation.sentences, seed, avoid }),
    },
    formatted: labelledReviews('train', { count: format.pairs, seed, avoid: [] }),
  };
  const pretrainings = [decoderPhase(shared), encoderPhase(shared), encoderDecoderPhase(shared), vectorsPhase(shared)];
  // building the graphs declares every parameter
  const compute = pretrainings.map(computeOf);
  armsGraph(registry, shared.body, arms, { rows: 1, length: 4, labels: labels.length });
  formatGraph(registry, shared.body, { rows: 1, source: 4, target: 4 });
  const groups = [...Object.values(bodyPrefixes), trainedPrefix, headPrefix, formatPrefix];
  const parts: PretrainingParts = {
    ...shared,
    engine: context.createEngine(registry, { optimiser: config.optimiser, groups }),
  };
  const formatPhase = new FormatPhase(parts);
  compute.push(computeOf(formatPhase));
  return {
    engine: parts.engine,
    tokenizer,
    fingerprint: corpusFingerprint(corpus),
    facts: { blocks: corpus.documents.length, vocabulary: vocabulary.size },
    texts: () => textsOf(corpus),
    phases: [...pretrainings, new ClassifierPhase(parts), formatPhase] as Phase[],
    evaluate: ({ phase }) => evaluatePhase(parts, phase),
    skipped: () => ({ ...(cut > 0 && { 'document-cut': cut }) }),
    probes: {
      compute: async () => compute.filter(({ steps }) => steps > 0),
      continue: (query: PretrainingProbes['continue']['query']) => continueText(parts, query),
      fill: (query: PretrainingProbes['fill']['query']) => fillBlank(parts, query),
      write: (query: PretrainingProbes['write']['query']) => writeBlank(parts, query),
      translate: (query: PretrainingProbes['translate']['query']) => translate(parts, query),
      pairs: async () => shared.formatted.slice(0, 4).map((one): FormPair => ({ text: one.text, form: formOf(one) })),
      ...choiceProbes(tokenizer, () => textsOf(corpus), pretrainingChoices(parts)),
    },
  };
}
