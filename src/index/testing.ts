/** For tests only: random snapshots, random token sequences, and a float64 encoder written directly from the formulas of src/models/config.ts. */

import type { EmbedderConfig, EncoderConfig, EncoderSnapshot } from '../models/config.ts';
import { integratedGelu } from '../models/testing.ts';
import { packSequences, type TokenSequences } from '../text/tokenizer/tokens.ts';
import { Prng } from '../util/prng.ts';

export const smallEmbedder: EmbedderConfig = {
  vocabularySize: 50,
  maxLength: 12,
  width: 8,
  layers: 1,
  heads: 2,
  projection: 6,
  pooling: 'mean',
  positions: true,
  directPath: false,
};

/** Normal parameters: weights of std 1/√fan-in, gains about 1, everything else std .3, so that every term matters. */
export function randomSnapshot<C extends EncoderConfig>(config: C, seed: number): EncoderSnapshot & { config: C } {
  const prng = Prng.fork(seed, 'snapshot');
  const parameters: EncoderSnapshot['parameters'] = {};
  const add = (name: string, ...shape: number[]): void => {
    const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
    const std = name.endsWith('.weight') ? 1 / Math.sqrt(shape[0]!) : name === 'tokens' ? 1 : 0.3;
    const mean = name.endsWith('.gain') ? 1 : 0;
    for (let i = 0; i < data.length; i++) data[i] = mean + std * prng.normal();
    parameters[name] = { shape, data };
  };
  const { width: d, layers, projection } = config;
  add('tokens', config.vocabularySize, d);
  if (config.positions && (layers > 0 || !config.directPath)) add('positions', config.maxLength, d);
  if (config.segments) add('segments', 2, d);
  for (let l = 0; l < layers; l++) {
    for (const norm of ['norm1', 'norm2']) {
      add(`encoder.${l}.${norm}.gain`, d);
      add(`encoder.${l}.${norm}.bias`, d);
    }
    for (const [name, from, to] of [
      ['attn.qkv', d, 3 * d],
      ['attn.out', d, d],
      ['ffn.in', d, 4 * d],
      ['ffn.out', 4 * d, d],
    ] as const) {
      add(`encoder.${l}.${name}.weight`, from, to);
      add(`encoder.${l}.${name}.bias`, to);
    }
  }
  if (layers > 0) {
    const outer = config.normalisation === 'post' ? 'embeddingNorm' : 'encoder.finalNorm';
    add(`${outer}.gain`, d);
    add(`${outer}.bias`, d);
    if (config.directPath) add('gate', d);
  }
  if (config.pooler) {
    add('pooler.weight', d, d);
    add('pooler.bias', d);
  }
  if (projection !== undefined) {
    add('projection.weight', d, projection);
    add('projection.bias', projection);
    add('norm.gain', projection);
    add('norm.bias', projection);
  }
  const snapshot: EncoderSnapshot & { config: C } = { config, parameters };
  if (config.pooling === 'idf') {
    snapshot.idf = Float32Array.from({ length: config.vocabularySize }, () => prng.uniform() * 5);
  }
  return snapshot;
}

/** Sequences of 1 … maxLength random tokens. */
export function randomSequences(count: number, config: EncoderConfig, seed: number): TokenSequences {
  const prng = Prng.fork(seed, 'sequences');
  return packSequences(
    Array.from({ length: count }, () =>
      Array.from({ length: 1 + prng.int(config.maxLength) }, () => prng.int(config.vocabularySize)),
    ),
  );
}

type Matrix = number[][];

/** e of one sequence in float64, with loops only; the pooling weights are computed here too. */
export function referenceEmbedding(snapshot: EncoderSnapshot, ids: ArrayLike<number>): number[] {
  const { config } = snapshot;
  const d = config.width;
  const vector = (name: string): number[] => Array.from(snapshot.parameters[name]!.data);
  const matrix = (name: string): Matrix => {
    const { shape, data } = snapshot.parameters[name]!;
    return Array.from({ length: shape[0]! }, (_, i) => Array.from(data.subarray(i * shape[1]!, (i + 1) * shape[1]!)));
  };
  const affine = (x: number[], name: string): number[] => {
    const weight = matrix(`${name}.weight`);
    return vector(`${name}.bias`).map((b, j) => b + x.reduce((sum, v, i) => sum + v * weight[i]![j]!, 0));
  };
  const layerNorm = (x: number[], name: string): number[] => {
    const mean = x.reduce((a, b) => a + b) / x.length;
    const variance = x.reduce((a, b) => a + (b - mean) ** 2, 0) / x.length;
    const gain = vector(`${name}.gain`);
    const bias = vector(`${name}.bias`);
    return x.map((v, i) => ((v - mean) / Math.sqrt(variance + (config.epsilon ?? 1e-5))) * gain[i]! + bias[i]!);
  };
  const tanhGelu = (x: number): number =>
    0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
  const gelu = config.gelu === 'erf' ? integratedGelu : tanhGelu;
  const isPost = config.normalisation === 'post';
  const plus = (a: number[], b: number[]): number[] => a.map((v, i) => v + b[i]!);

  const sequence = Array.from(ids);
  const { pooling } = config;
  const raw = sequence.map((id, t) => {
    if (typeof pooling === 'object') return Number(t >= sequence.length - pooling.last);
    return pooling === 'cls' ? Number(t === 0) : pooling === 'mean' ? 1 : snapshot.idf![id]!;
  });
  const total = raw.reduce((a, b) => a + b);
  const pool = (states: Matrix): number[] =>
    Array.from({ length: d }, (_, i) => states.reduce((sum, state, t) => sum + (raw[t]! / total) * state[i]!, 0));

  const table = matrix('tokens');
  const tokens = sequence.map((id) => table[id]!);
  let c: number[];
  if (config.layers === 0 && config.directPath) {
    c = pool(tokens);
  } else {
    let h = tokens;
    if (config.positions) {
      const positions = matrix('positions');
      h = h.map((state, t) => plus(state, positions[t]!));
    }
    if (config.segments) {
      const segments = matrix('segments');
      const first = sequence.indexOf(config.segments.separator);
      h = h.map((state, t) => plus(state, segments[first >= 0 && t > first ? 1 : 0]!));
    }
    if (isPost && config.layers > 0) h = h.map((state) => layerNorm(state, 'embeddingNorm'));
    for (let l = 0; l < config.layers; l++) {
      const before = (state: number[], norm: string) => (isPost ? state : layerNorm(state, `encoder.${l}.${norm}`));
      const after = (state: number[], norm: string) => (isPost ? layerNorm(state, `encoder.${l}.${norm}`) : state);
      const qkv = h.map((state) => affine(before(state, 'norm1'), `encoder.${l}.attn.qkv`));
      const size = d / config.heads;
      const mixed = h.map((_, t) => {
        const seen = config.attention === 'causal' ? qkv.slice(0, t + 1) : qkv;
        const out: number[] = [];
        for (let head = 0; head < config.heads; head++) {
          const part = (row: number[], which: number) =>
            row.slice(which * d + head * size, which * d + (head + 1) * size);
          const query = part(qkv[t]!, 0);
          const scores = seen.map(
            (row) => part(row, 1).reduce((sum, v, i) => sum + v * query[i]!, 0) / Math.sqrt(size),
          );
          const weights = scores.map((s) => Math.exp(s - Math.max(...scores)));
          const sum = weights.reduce((a, b) => a + b);
          for (let i = 0; i < size; i++) {
            out.push(seen.reduce((acc, row, s) => acc + (weights[s]! / sum) * part(row, 2)[i]!, 0));
          }
        }
        return out;
      });
      h = h.map((state, t) => after(plus(state, affine(mixed[t]!, `encoder.${l}.attn.out`)), 'norm1'));
      h = h.map((state) => {
        const inner = affine(before(state, 'norm2'), `encoder.${l}.ffn.in`).map(gelu);
        return after(plus(state, affine(inner, `encoder.${l}.ffn.out`)), 'norm2');
      });
    }
    if (config.layers > 0 && !isPost) h = h.map((state) => layerNorm(state, 'encoder.finalNorm'));
    c = pool(h);
    if (config.directPath) {
      const gate = vector('gate');
      c = plus(
        pool(tokens),
        c.map((v, i) => v * gate[i]!),
      );
    }
  }
  if (config.pooler) c = affine(c, 'pooler').map(Math.tanh);
  if (config.projection !== undefined) return layerNorm(affine(c, 'projection'), 'norm');
  const length = Math.hypot(...c);
  return c.map((v) => v / length);
}
