/** The models that a run may train: recurrent networks or a transformer, as one kind of graph. */
import { type EncoderDecoderConfig, encoderDecoderGraph, type SourcePositions } from '../../models/encoder-decoder.ts';
import type { PairGraph, PairShape } from '../../models/pairs.ts';
import type { ParameterRegistry } from '../../models/registry.ts';
import { type Seq2SeqConfig, seq2seqGraph, seq2seqPrefix } from '../../models/seq2seq.ts';
import { shapeOf } from './parts.ts';
import type { PositionKind, Seq2SeqRunConfig } from './settings.ts';

export type PairModel = ({ kind: 'gru' } & Seq2SeqConfig) | ({ kind: 'transformer' } & EncoderDecoderConfig);

/** How the table of positions begins. */
const beginnings: Readonly<Record<PositionKind, EncoderDecoderConfig['initialPositions']>> = {
  'from-sinusoids': 'sinusoids',
  sinusoids: 'sinusoids',
  learned: 'normal',
  none: 'none',
};

/** The name of the table of positions. */
export const positionsName = `${seq2seqPrefix}positions`;

export function modelOf(config: Seq2SeqRunConfig, vocabularySize: number): PairModel {
  const { model: kind, width, attention, layers, heads, initialStd } = config.seq2seq;
  if (kind === 'gru') return { kind, vocabularySize, width, attention };
  const { source, target } = shapeOf(config, 1);
  const maxLength = Math.max(source, target);
  const initialPositions = beginnings[config.seq2seq.positions];
  return { kind, vocabularySize, maxLength, width, layers, heads, initialStd, initialPositions };
}

/** Prefixes of the parameters that are trained: all, or all but the table of positions. */
export const trainedPrefixes = ({ seq2seq: { positions } }: Pick<Seq2SeqRunConfig, 'seq2seq'>): readonly string[] =>
  positions === 'sinusoids'
    ? ['tokens', 'encoder.', 'decoder.'].map((name) => `${seq2seqPrefix}${name}`)
    : [seq2seqPrefix];

/** Heads by which the decoder looks at the source, those of all layers; 0 of a fixed vector. */
export function headsOf(model: PairModel): number {
  if (model.kind === 'transformer') return model.layers * model.heads;
  return model.attention === 'dot' ? 1 : 0;
}

export interface ModelGraph extends PairGraph {
  /** What the decoder takes of each source token, by the names of outputs: of each layer, (R, H, Tt, Ts). None of a fixed vector. */
  attention: Record<string, PairGraph['loss']>;
}

const attentionName = (layer: number) => `attention ${layer}`;

/** `sourcePositions`: of a transformer, as in `encoderDecoderGraph`. */
export function modelGraph(
  registry: ParameterRegistry,
  model: PairModel,
  shape: PairShape,
  sourcePositions?: SourcePositions,
): ModelGraph {
  if (model.kind === 'transformer') {
    const { weights, ...graph } = encoderDecoderGraph(registry, model, shape, seq2seqPrefix, sourcePositions);
    return { ...graph, attention: Object.fromEntries(weights.map((one, layer) => [attentionName(layer), one])) };
  }
  const { alignment, ...graph } = seq2seqGraph(registry, model, shape);
  // (R, Tt, Ts) has the elements of (R, 1, Tt, Ts)
  return { ...graph, attention: alignment ? { [attentionName(0)]: alignment } : {} };
}

/** Makes every parameter of a run known to the registry. */
export function declareParameters(registry: ParameterRegistry, model: PairModel): void {
  modelGraph(registry, model, { rows: 1, source: 1, target: 1 });
}

/** What step i of row r takes of the first `length` source tokens, in each head: (heads, length). Head h of layer l has the number l · H + h. */
export function lookedAt(
  outputs: Readonly<Record<string, Float32Array>>,
  model: PairModel,
  shape: PairShape,
  { row, step, length }: { row: number; step: number; length: number },
): Float32Array[] {
  const perLayer = model.kind === 'transformer' ? model.heads : 1;
  return Array.from({ length: headsOf(model) }, (_, head) => {
    const query = (row * perLayer + (head % perLayer)) * shape.target + step;
    const weights = outputs[attentionName(Math.floor(head / perLayer))]!;
    return weights.subarray(query * shape.source, query * shape.source + length);
  });
}
