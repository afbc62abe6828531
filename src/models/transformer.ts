/** A pre-LN transformer encoder (Vaswani et al. 2017; pre-LN: Xiong et al. 2020), read top to bottom. */
import type { Graph, Tensor } from '../graph/graph.ts';
import { type AttentionMask, attention } from '../graph/ops/attention.ts';
import { gatherRows } from '../graph/ops/gather-rows.ts';
import { layerNorm } from '../graph/ops/layer-norm.ts';
import { linear } from '../graph/ops/linear.ts';
import type { ParameterRegistry } from './registry.ts';

/** Where a sub-model's parameters come from: the graph it is built into, and the prefix of their names. */
export interface Scope {
  graph: Graph;
  registry: ParameterRegistry;
  prefix: string;
}

export interface TransformerConfig {
  width: number;
  layers: number;
  heads: number;
  initialStd: number;
  mask?: AttentionMask;
}

/** LayerNorm with parameters `name.gain` (ones) and `name.bias` (zeros). */
export function norm({ graph, registry, prefix }: Scope, name: string, x: Tensor): Tensor {
  const d = x.shape.at(-1)!;
  const gain = registry.parameter(graph, `${prefix}${name}.gain`, [d], { kind: 'ones' });
  const bias = registry.parameter(graph, `${prefix}${name}.bias`, [d], { kind: 'zeros' });
  return layerNorm(graph, x, gain, bias);
}

/** Linear layer with parameters `name.weight` (in, out) and `name.bias` (out). */
export function dense(
  { graph, registry, prefix }: Scope,
  name: string,
  x: Tensor,
  out: number,
  options: { std: number; orthogonal?: boolean; activation?: 'gelu'; residual?: Tensor },
): Tensor {
  const { std, orthogonal, activation, residual } = options;
  const initial = orthogonal ? ({ kind: 'orthogonal' } as const) : ({ kind: 'normal', std } as const);
  const weight = registry.parameter(graph, `${prefix}${name}.weight`, [x.shape.at(-1)!, out], initial);
  const bias = registry.parameter(graph, `${prefix}${name}.bias`, [out], { kind: 'zeros' });
  return linear(graph, x, weight, { bias, activation, residual, label: `${prefix}${name}` });
}

/**
 * x (R, T, d), lengths (R) → (R, T, d), the final LayerNorm included; or, where only some rows' outputs are wanted (indices (n) into R·T),
 * (n, d): the last layer's feed-forward half is then computed for those alone, which changes no value.
 * Outputs of residual branches start at std / √(2L), so that the sum's variance does not grow with depth (GPT-2).
 */
export function transformer(
  scope: Scope,
  config: TransformerConfig,
  x: Tensor,
  lengths: Tensor,
  only?: Tensor,
): Tensor {
  const { width: d, layers, heads, initialStd: std, mask = 'padding' } = config;
  const branchStd = std / Math.sqrt(2 * layers);
  let h = x; // (R, T, d)
  for (let layer = 0; layer < layers; layer++) {
    const at = `encoder.${layer}`;
    const qkv = dense(scope, `${at}.attn.qkv`, norm(scope, `${at}.norm1`, h), 3 * d, { std }); // (R, T, 3d)
    let mixed = attention(scope.graph, qkv, lengths, heads, mask); // (R, T, d)
    if (only && layer === layers - 1) {
      mixed = gatherRows(scope.graph, mixed, only); // (n, d)
      h = gatherRows(scope.graph, h, only);
    }
    h = dense(scope, `${at}.attn.out`, mixed, d, { std: branchStd, residual: h });
    const inner = dense(scope, `${at}.ffn.in`, norm(scope, `${at}.norm2`, h), 4 * d, { std, activation: 'gelu' }); // (R, T, 4d)
    h = dense(scope, `${at}.ffn.out`, inner, d, { std: branchStd, residual: h });
  }
  return norm(scope, 'encoder.finalNorm', h);
}
