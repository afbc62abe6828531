/** The three pre-trainings and the word vectors, as phases on the same texts. */
import { encoderDecoderGraph } from '../../models/encoder-decoder.ts';
import { nextTokenTargets } from '../../models/language-model.ts';
import { bodyPrefixes, decoderGraph, encoderGraph } from '../../models/pretraining.ts';
import { skipGram } from '../../models/skip-gram.ts';
import { Draw } from '../../run/draws.ts';
import { rateFactor } from '../../run/schedule.ts';
import type { Phase, PlanInputs, Program } from '../../run/system.ts';
import { neighbourPairs } from '../../text/neighbours.ts';
import { chosenCount, type PretrainingParts, pretrainingRate, spanSizes, vectorsOf } from './parts.ts';
import { endedText, fillMasked, fillPairs, type MaskedRow, maskedRow, type SpanPair, spanPair } from './rows.ts';
import type { PretrainingKey } from './settings.ts';

/** The parts without the engine, which is made once the graphs of all phases are known. */
export type PhaseParts = Omit<PretrainingParts, 'engine'>;

type Pretraining = 'decoder' | 'encoder' | 'encoderDecoder';

const sizes: readonly PretrainingKey[] = ['model.batch', 'model.length', 'model.width'];

/** A phase that draws texts and corrupts each. */
function pretraining<Example>(
  { config, texts }: PhaseParts,
  body: Pretraining,
  rest: Pick<Phase<Example[]>, 'program' | 'fill'> & { example(ids: readonly number[], draw: Draw): Example },
): Phase<Example[]> {
  const { steps } = config[body];
  const source = new Draw([...texts.training.keys()], config.seed, body);
  return {
    ...{ id: body, steps, source, sizes, evaluateEvery: config.evaluation.every },
    ...{ program: rest.program, fill: rest.fill },
    rates: (step) => ({ [bodyPrefixes[body]]: pretrainingRate(config, steps, step) }),
    draw: async () =>
      Array.from({ length: config.model.batch }, () => rest.example(texts.training[source.next()]!, source)),
  };
}

const lossOf = ({ graph, loss }: Pick<Program, 'graph' | 'loss'>): Program => ({ graph, outputs: { loss }, loss });

export function decoderPhase(parts: PhaseParts): Phase<(readonly number[])[]> {
  const { registry, body, config, vocabulary } = parts;
  const { batch: rows, length } = config.model;
  return pretraining<readonly number[]>(parts, 'decoder', {
    program: () => lossOf(decoderGraph(registry, body, { rows, length })),
    example: (ids) => endedText(ids, length, vocabulary),
    fill: (inputs, sequences) => fillSequences(inputs, sequences, vocabulary.size),
  });
}

/** Writes sequences into the inputs of `decoderGraph`: each token predicts the next. */
export function fillSequences(inputs: PlanInputs, sequences: (readonly number[])[], vocabularySize: number): void {
  const [ids, lengths, targets] = ['ids', 'lengths', 'targets'].map((name) => inputs.integers(name)) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  nextTokenTargets(sequences, vocabularySize, { ids, lengths, targets, weights: inputs.floats('weights') });
}

export function encoderPhase(parts: PhaseParts): Phase<MaskedRow[]> {
  const { registry, body, config, vocabulary } = parts;
  const { batch: rows, length } = config.model;
  return pretraining<MaskedRow>(parts, 'encoder', {
    program: () => lossOf(encoderGraph(registry, body, { rows, length, chosen: chosenCount(config, rows) })),
    example: (ids, { prng }) => maskedRow(ids, config.encoder.share, vocabulary, prng),
    fill: (inputs, drawn) => fillMasked(inputs, drawn, length, vocabulary.size),
  });
}

export function encoderDecoderPhase(parts: PhaseParts): Phase<SpanPair[]> {
  const { registry, body, config, vocabulary } = parts;
  const { batch: rows, length } = config.model;
  const shape = { rows, ...spanSizes(length, config.encoderDecoder) };
  return pretraining<SpanPair>(parts, 'encoderDecoder', {
    program: () => lossOf(encoderDecoderGraph(registry, body, shape, bodyPrefixes.encoderDecoder)),
    example: (ids, { prng }) => spanPair(ids, config.encoderDecoder, vocabulary, prng),
    fill: (inputs, pairs) => fillPairs(inputs, pairs, shape, vocabulary),
  });
}

/** Skip-gram (Mikolov et al. 2013) on the tokens of the same texts. */
export function vectorsPhase({ registry, body, config, texts }: PhaseParts): Phase<number[]> {
  const { steps, batch, learningRate, window } = config.vectors;
  const pairs = neighbourPairs(
    texts.training.map(([_cls, ...ids]) => ids),
    window,
  );
  const source = new Draw([...pairs.words.keys()], config.seed, 'vectors');
  return {
    ...{ id: 'vectors', steps, source, evaluateEvery: 0 },
    program: () => lossOf(skipGram(registry, vectorsOf(body), batch)),
    rates: (step) => ({
      [bodyPrefixes.vectors]: learningRate * rateFactor({ steps, warmupSteps: 0, linearDecay: true }, step),
    }),
    draw: async () => Array.from({ length: batch }, () => source.next()),
    fill(inputs, drawn) {
      inputs.integers('words').set(drawn.map((i) => pairs.words[i]!));
      inputs.integers('neighbours').set(drawn.map((i) => pairs.neighbours[i]!));
      inputs.floats('weights').fill(1 / batch);
    },
  };
}
