/** A transformer (Vaswani et al. 2017) with LayerNorm in front of its halves (Xiong et al. 2020), or after them as in BERT (Devlin et al. 2019). */
import type { Graph, Tensor } from '../graph/graph.ts';
import { appendRows } from '../graph/ops/append-rows.ts';
import { type AttentionMask, attention, crossAttention, maskedAttention } from '../graph/ops/attention.ts';
import { attentionWeights } from '../graph/ops/attention-weights.ts';
import { dropout } from '../graph/ops/dropout.ts';
import { gatherRows } from '../graph/ops/gather-rows.ts';
import { type GeluForm, gelu } from '../graph/ops/gelu.ts';
import { layerNorm } from '../graph/ops/layer-norm.ts';
import { linear } from '../graph/ops/linear.ts';
import { reorderRows } from '../graph/ops/states.ts';
import { RetrogradError } from '../util/errors.ts';
import type { TransformerKind } from './config.ts';
import { type HeadInspection, inspected } from './inspection.ts';
import { type AdapterChoice, adapt } from './lora.ts';
import type { ParameterRegistry } from './registry.ts';

/** Where a sub-model is built: its graph, the registry of its parameters, and the prefix of their names. */
export interface Scope {
  graph: Graph;
  registry: ParameterRegistry;
  prefix: string;
  /** Selects the dense layers that get a low-rank adapter; without it none do. */
  adapter?: AdapterChoice;
  /** Share of activations that are dropped in training: of embeddings, and of what is added to the residual stream. Absent or 0: none. */
  dropout?: number;
  /** The heads of its transformer can be switched off, and their weights are kept; absent in training. */
  inspection?: HeadInspection | undefined;
}

export interface TransformerConfig extends TransformerKind {
  width: number;
  layers: number;
  heads: number;
  initialStd: number;
  mask?: AttentionMask;
}

/** LayerNorm with parameters `name.gain` (ones) and `name.bias` (zeros). */
export function norm({ graph, registry, prefix }: Scope, name: string, x: Tensor, epsilon?: number): Tensor {
  const d = x.shape.at(-1)!;
  const gain = registry.parameter(graph, `${prefix}${name}.gain`, [d], { kind: 'ones' });
  const bias = registry.parameter(graph, `${prefix}${name}.bias`, [d], { kind: 'zeros' });
  return layerNorm(graph, x, gain, bias, epsilon);
}

/** dropout(x) at the rate of the scope; x itself where it has none. */
export function drop({ graph, dropout: rate = 0 }: Scope, x: Tensor): Tensor {
  return rate > 0 ? dropout(graph, x, rate) : x;
}

/**
 * Linear layer with parameters `name.weight` (in, out) and `name.bias` (out); plus an adapter, if the scope selects one. `drops`: the scope's dropout
 * falls on the product, before the residual is added.
 */
export function dense(
  scope: Scope,
  name: string,
  x: Tensor,
  out: number,
  options: { std: number; orthogonal?: boolean } & (
    | { activation?: undefined; residual?: Tensor; drops?: boolean }
    | { activation: 'gelu'; form?: GeluForm; residual?: undefined; drops?: undefined }
  ),
): Tensor {
  const { graph, registry, prefix, adapter } = scope;
  const { std, orthogonal, activation } = options;
  const form = activation && options.form;
  const rate = options.drops ? (scope.dropout ?? 0) : 0;
  const residual = rate > 0 ? undefined : options.residual;
  const initial = orthogonal ? ({ kind: 'orthogonal' } as const) : ({ kind: 'normal', std } as const);
  const weight = registry.parameter(graph, `${prefix}${name}.weight`, [x.shape.at(-1)!, out], initial);
  const bias = registry.parameter(graph, `${prefix}${name}.bias`, [out], { kind: 'zeros' });
  const label = `${prefix}${name}`;
  const lora = adapter?.(name);
  if (!lora && rate === 0 && form !== 'erf') return linear(graph, x, weight, { bias, activation, residual, label });
  // an adapter's product is added before the activation, and only the tanh form of GELU can be part of a product
  const product = linear(graph, x, weight, { bias, residual, label });
  const sum = lora ? adapt(scope, name, lora, x, product) : product;
  if (rate > 0) return dropout(graph, sum, rate, options.residual);
  return activation === 'gelu' ? gelu(graph, sum, form) : sum;
}

/** Which tokens a token sees. All tensors are u32. */
export type Visibility =
  /** The number of tokens of each row (R), with the configuration's mask. The mask `prefix` also needs the prefix of each row (R). */
  | { lengths: Tensor; prefixes?: Tensor }
  /** Bits (R or 1, T, words) in place of the configuration's mask (see `attention-mask.ts`), cut at lengths (R) if given. */
  | { mask: Tensor; lengths?: Tensor }
  /** Generation: keys and values of all tokens so far are in the states `encoder.l.cache`, after the scope's prefix. */
  | { cache: KeyValueCache };

export interface KeyValueCache {
  /** (R) u32: number of tokens of each row that are already in the cache. */
  starts: Tensor;
  /** Largest number of tokens per row. */
  capacity: number;
  /** Bits (R or 1, T, words) over the `capacity` tokens of the cache; without them attention is causal. */
  mask?: Tensor;
  /** (R) u32: the row whose tokens so far row r goes on with, as in beam search; without it each row goes on with its own. */
  parents?: Tensor;
}

/** What a decoder reads beside its own tokens: the states of an encoder (Vaswani et al. 2017, §3.2.3). */
export interface Memory {
  /** (R, Ts, d) */
  states: Tensor;
  /** (R) u32: the number of tokens of each row. */
  lengths: Tensor;
  /** Each layer's weights, (R, H, T, Ts). They are there when the graph is built, and computed only if an output needs them. */
  weights: Tensor[];
}

/** qkv (R, T, 3d) → (R, T, d). `at`: the layer's name. */
function mix(scope: Scope, config: TransformerConfig, at: string, qkv: Tensor, visible: Visibility): Tensor {
  const { heads, mask = 'padding' } = config;
  if ('cache' in visible) return mixCached(scope, config, at, qkv, visible.cache);
  if ('mask' in visible) return maskedAttention(scope.graph, qkv, heads, visible.mask, visible.lengths);
  return attention(scope.graph, qkv, visible.lengths, heads, mask, visible.prefixes);
}

function mixCached(
  { graph, prefix }: Scope,
  { width: d, heads, mask = 'padding' }: TransformerConfig,
  at: string,
  qkv: Tensor,
  cache: KeyValueCache,
): Tensor {
  if (mask !== 'causal' && !cache.mask) {
    throw new RetrogradError('internal', `A cache under the mask “${mask}” needs the mask as bits.`);
  }
  const state = graph.state(`${prefix}${at}.cache`, [qkv.shape[0]!, cache.capacity, 2 * d]);
  const earlier = cache.parents ? reorderRows(graph, state, cache.parents) : state;
  const keysValues = appendRows(graph, earlier, qkv, cache.starts, d); // (R, capacity, 2d)
  return crossAttention(graph, qkv, keysValues, heads, cache.mask ? { mask: cache.mask } : { starts: cache.starts });
}

/** Multi-head attention of x (R, T, d) to the memory → (R, T, d), in front of the output projection. */
function mixMemory(
  scope: Scope,
  { width: d, heads, initialStd: std }: TransformerConfig,
  at: string,
  x: Tensor,
  memory: Memory,
): Tensor {
  const queries = dense(scope, `${at}.cross.query`, x, d, { std });
  const keysValues = dense(scope, `${at}.cross.keysValues`, memory.states, 2 * d, { std }); // (R, Ts, 2d)
  const mixed = crossAttention(scope.graph, queries, keysValues, heads, { lengths: memory.lengths });
  memory.weights.push(attentionWeights(scope.graph, mixed));
  return mixed;
}

/**
 * x (R, T, d) → (R, T, d), after the last LayerNorm. With post-LN x has been normalised, as BERT's embeddings are. With `only` (n), indices into R·T, the value is (n, d): the feed-forward half of the last
 * layer is then computed for these tokens only, which changes no value.
 * With pre-LN, outputs of residual branches start at std / √(2L), so that the sum's variance does not grow with depth (GPT-2).
 * With a memory it is a decoder, whose layers attend to it between their halves, a third branch each; its parameters are called `decoder.l`.
 */
export function transformer(
  scope: Scope,
  config: TransformerConfig,
  x: Tensor,
  visible: Visibility,
  only?: Tensor,
  memory?: Memory,
): Tensor {
  const { width: d, layers, initialStd: std, normalisation = 'pre', gelu: form, epsilon } = config;
  const isPost = normalisation === 'post';
  const branchStd = isPost ? std : std / Math.sqrt((memory ? 3 : 2) * layers);
  const stack = memory ? 'decoder' : 'encoder';
  /** LayerNorm of this name where the kind of transformer has it. */
  const normed = (name: string, h: Tensor, here: boolean) => (here ? norm(scope, name, h, epsilon) : h);
  /** h + mixed · W, the output of a branch of attention. */
  const joined = (at: string, branch: string, mixed: Tensor, h: Tensor) =>
    dense(scope, `${at}.${branch}.out`, mixed, d, { std: branchStd, residual: h, drops: true });
  let h = x; // (R, T, d)
  for (let layer = 0; layer < layers; layer++) {
    const at = `${stack}.${layer}`;
    const qkv = dense(scope, `${at}.attn.qkv`, normed(`${at}.norm1`, h, !isPost), 3 * d, { std }); // (R, T, 3d)
    let [branch, after] = ['attn', 'norm1'];
    let mixed = mix(scope, config, at, qkv, visible); // (R, T, d)
    if (scope.inspection) mixed = inspected(scope.graph, mixed, layer, scope.inspection);
    if (memory) {
      h = normed(`${at}.${after}`, joined(at, branch, mixed, h), isPost);
      [branch, after] = ['cross', 'crossNorm'];
      mixed = mixMemory(scope, config, at, normed(`${at}.${after}`, h, !isPost), memory); // (R, T, d)
    }
    if (only && layer === layers - 1) {
      mixed = gatherRows(scope.graph, mixed, only); // (n, d)
      h = gatherRows(scope.graph, h, only);
    }
    h = normed(`${at}.${after}`, joined(at, branch, mixed, h), isPost);
    const half = normed(`${at}.norm2`, h, !isPost);
    const inner = dense(scope, `${at}.ffn.in`, half, 4 * d, { std, activation: 'gelu', form }); // (R, T, 4d)
    h = dense(scope, `${at}.ffn.out`, inner, d, { std: branchStd, residual: h, drops: true });
    h = normed(`${at}.norm2`, h, isPost);
  }
  return normed(`${stack}.finalNorm`, h, !isPost);
}
