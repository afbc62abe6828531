/** The models of the cases in jax-js, with its own attention, GELU and log-softmax. */
import { type Array as JaxArray, nn, numpy as np } from '@jax-js/jax';
import { type BlanksWorkload, maskBias, type PresetWorkload, type TextsWorkload } from './preset-workloads.ts';
import {
  type InfoNceWorkload,
  type LanguageModelWorkload,
  type Lookup,
  layerNormEpsilon,
  type Workload,
} from './workloads.ts';

export type Parameters = Record<string, JaxArray>;
type Loss = (p: Parameters, ...batch: JaxArray[]) => JaxArray;

/** What an array is made of, each step anew. */
interface Values {
  values: Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
  shape: number[];
}

/** The arrays of each batch, in the order in which the loss takes them. */
export function jaxBatches(work: Workload | PresetWorkload): Values[][] {
  const matrix = (rows: number[][]): Values => ({
    values: Int32Array.from(rows.flat()),
    shape: [rows.length, rows[0]!.length],
  });
  switch (work.kind) {
    case 'infonce':
      return work.batches.map(({ queries, documents }) => [matrix(queries), matrix(documents)]);
    case 'language-model':
      return work.batches.map((texts) => [
        matrix(texts.map((text) => text.slice(0, -1))),
        matrix(texts.map((text) => text.slice(1))),
      ]);
    case 'texts':
      return presetBatches(work, ['ids', 'targets', 'weights']);
    case 'blanks':
      return presetBatches(work, ['ids', 'first', 'second', 'mask', 'at', 'targets', 'weights']);
    default:
      return work satisfies never;
  }
}

function presetBatches({ batches, graph, config, rows, length }: PresetWorkload, names: string[]): Values[][] {
  /** The integer that stands for none: weights are 0 there, so any other will do. */
  const none: Record<string, number> = { targets: config.vocabularySize, at: rows * length };
  return batches.map((arrays) =>
    names.map((name): Values => {
      const array = arrays[name]!;
      if (name === 'mask') return { values: maskBias(array as Uint32Array, length), shape: [rows, 1, length, length] };
      const shape = [...graph.graph.inputs.get(name)!.shape];
      if (array instanceof Float32Array) return { values: array, shape };
      return { values: Int32Array.from(array, (id) => (id === none[name] ? 0 : id)), shape };
    }),
  );
}

export function jaxLoss(work: Workload | PresetWorkload, lookup: Lookup): Loss {
  switch (work.kind) {
    case 'infonce':
      return infoNceLoss(work, lookup);
    case 'language-model':
      return languageModelLoss(work, lookup);
    case 'texts':
      return textsLoss(work, lookup);
    case 'blanks':
      return blanksLoss(work, lookup);
    default:
      return work satisfies never;
  }
}

function layerNorm(x: JaxArray, gain: JaxArray, bias: JaxArray): JaxArray {
  const centred = x.ref.sub(x.mean(-1, { keepdims: true }));
  const variance = np.square(centred.ref).mean(-1, { keepdims: true });
  return centred
    .div(np.sqrt(variance.add(layerNormEpsilon)))
    .mul(gain)
    .add(bias);
}

/** table (V, d), ids (…) → (…, d). */
function lookUp(table: JaxArray, ids: JaxArray, size: number, lookup: Lookup): JaxArray {
  return lookup === 'by index' ? np.take(table, ids, 0) : np.matmul(nn.oneHot(ids, size), table);
}

interface EncoderShape {
  config: { width: number; layers: number; heads: number };
  rows: number;
  length: number;
}

/**
 * h (R, T, d) → the states after the last LayerNorm, (R, T, d). `bias` (R, 1, T, T) is added to the scores; without it attention is causal. With `only`
 * the last layer continues with the tokens that it chooses of (R·T, d), as ours does.
 */
function encode(
  p: Parameters,
  prefix: string,
  h: JaxArray,
  { config: { width: d, layers, heads }, rows, length }: EncoderShape,
  { bias, only }: { bias?: JaxArray; only?(x: JaxArray): JaxArray } = {},
): JaxArray {
  const dense = (x: JaxArray, name: string) =>
    np.matmul(x, p[`${prefix}${name}.weight`]!).add(p[`${prefix}${name}.bias`]!);
  const norm = (x: JaxArray, name: string) => layerNorm(x, p[`${prefix}${name}.gain`]!, p[`${prefix}${name}.bias`]!);
  for (let layer = 0; layer < layers; layer++) {
    const at = `encoder.${layer}`;
    const parts = np.split(dense(norm(h.ref, `${at}.norm1`), `${at}.attn.qkv`), 3, -1);
    const [q, k, v] = parts.map((part) => part.reshape([rows, length, heads, d / heads])) as [
      JaxArray,
      JaxArray,
      JaxArray,
    ];
    const mask = bias ? { bias: bias.ref } : { isCausal: true };
    let mixed = nn.dotProductAttention(q, k, v, mask).reshape([rows, length, d]);
    if (only && layer === layers - 1) {
      mixed = only(mixed.reshape([rows * length, d]));
      h = only(h.reshape([rows * length, d]));
    }
    h = h.add(dense(mixed, `${at}.attn.out`));
    const inner = nn.gelu(dense(norm(h.ref, `${at}.norm2`), `${at}.ffn.in`));
    h = h.add(dense(inner, `${at}.ffn.out`));
  }
  bias?.dispose();
  return norm(h, 'encoder.finalNorm');
}

function languageModelLoss({ config, rows, length }: LanguageModelWorkload, lookup: Lookup): Loss {
  const { vocabularySize } = config;
  return (p, ids, targets) => {
    const tokens = p['lm.tokens']!;
    const h = lookUp(tokens.ref, ids!, vocabularySize, lookup).add(p['lm.positions']!); // (R, T, d)
    const logits = np.matmul(encode(p, 'lm.', h, { config, rows, length }), tokens.transpose()); // (R, T, V)
    const picked = nn.logSoftmax(logits, -1).mul(nn.oneHot(targets!, vocabularySize));
    return picked.sum().mul(-1 / (rows * length));
  };
}

/** −Σ weight · log softmax(logits)[target]; logits (n, V), the others (n). */
function weightedLoss(logits: JaxArray, targets: JaxArray, weights: JaxArray, vocabularySize: number): JaxArray {
  const picked = nn.logSoftmax(logits, -1).mul(nn.oneHot(targets, vocabularySize)).sum(-1);
  return picked.mul(weights).sum().neg();
}

/** Padding on the right is not seen by what is before it, and has no weight in the loss. */
function textsLoss({ config, rows, length }: TextsWorkload, lookup: Lookup): Loss {
  const { vocabularySize, width: d } = config;
  return (p, ids, targets, weights) => {
    const tokens = p['lm.tokens']!;
    const positions = p['lm.positions']!.slice([0, length]); // (T, d)
    const h = lookUp(tokens.ref, ids!, vocabularySize, lookup).add(positions); // (R, T, d)
    const states = encode(p, 'lm.', h, { config, rows, length }).reshape([rows * length, d]);
    return weightedLoss(np.matmul(states, tokens.transpose()), targets!, weights!, vocabularySize);
  };
}

function blanksLoss({ config, rows, length }: BlanksWorkload, lookup: Lookup): Loss {
  const { vocabularySize, maxLength, secondPositions } = config;
  if (!secondPositions) throw new Error('The model has second positions.');
  return (p, ids, first, second, bias, at, targets, weights) => {
    const tokens = p['glm.tokens']!;
    const h = lookUp(tokens.ref, ids!, vocabularySize, lookup)
      .add(lookUp(p['glm.positions']!, first!, maxLength + 1, lookup))
      .add(lookUp(p['glm.spans']!, second!, maxLength + 1, lookup)); // (R, T, d)
    const only = (x: JaxArray) => lookUp(x, at!.ref, rows * length, lookup); // (n, d)
    const states = encode(p, 'glm.', h, { config, rows, length }, { bias, only }); // (n, d)
    at!.dispose();
    return weightedLoss(np.matmul(states, tokens.transpose()), targets!, weights!, vocabularySize);
  };
}

function infoNceLoss({ model, rows }: InfoNceWorkload, lookup: Lookup): Loss {
  return (p, queries, documents) => {
    const name = (end: string) => p[`retriever.shared.${end}`]!;
    const embed = (ids: JaxArray) => {
      const pooled = lookUp(name('tokens').ref, ids, model.embedder.vocabularySize, lookup).mean(1); // (R, d)
      const projected = np.matmul(pooled, name('projection.weight').ref).add(name('projection.bias').ref);
      return layerNorm(projected, name('norm.gain').ref, name('norm.bias').ref);
    };
    const scores = np.matmul(embed(queries!), embed(documents!).transpose()).mul(model.scoreFactor); // (R, R)
    for (const parameter of Object.values(p)) parameter.dispose();
    const own = np.array(Int32Array.from({ length: rows }, (_, i) => i));
    return nn
      .logSoftmax(scores, -1)
      .mul(nn.oneHot(own, rows))
      .sum()
      .mul(-1 / rows);
  };
}
