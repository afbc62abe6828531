/**
 * Low-rank adapters (LoRA; Hu et al. 2021, eq. 3): a layer computes x·W + (α / r) x·A·B, where W is frozen and only A (in, r) and B (r, out)
 * train. A is drawn from a normal distribution and B is zero at the start, so an adapter changes nothing at first. The parameters are called
 * `lora.layer.a` and `lora.layer.b`, after the scope's prefix, so that one name prefix selects all adapters of a model.
 */
import { elementsOf, type Tensor } from '../graph/graph.ts';
import { linear } from '../graph/ops/linear.ts';
import type { Scope } from './transformer.ts';

export interface LoraConfig {
  rank: number;
  /** The adapter's output is multiplied by alpha / rank. */
  alpha: number;
}

/** The adapter of a layer, or undefined for none. `layer` is its name without the scope's prefix, e.g. `encoder.0.attn.qkv`. */
export type AdapterChoice = (layer: string) => LoraConfig | undefined;

/** base (…, out) + (α / r) x·A·B, for x (…, in). */
export function adapt(scope: Scope, layer: string, { rank, alpha }: LoraConfig, x: Tensor, base: Tensor): Tensor {
  const { graph, registry, prefix } = scope;
  const input = x.shape.at(-1)!;
  const name = `${prefix}lora.${layer}`;
  const a = registry.parameter(graph, `${name}.a`, [input, rank], { kind: 'normal', std: 1 / Math.sqrt(input) });
  const b = registry.parameter(graph, `${name}.b`, [rank, base.shape.at(-1)!], { kind: 'zeros' });
  const inner = linear(graph, x, a, { label: `${name}.a` }); // (…, r)
  return linear(graph, inner, b, { scale: alpha / rank, residual: base, label: name });
}

/** Parameters by name, row-major. */
export type NamedParameters = Record<string, { shape: readonly number[]; data: Float32Array }>;

/** The parameters of the same model without adapters: each adapted weight becomes W + (α / r) A·B. The given arrays are not changed. */
export function mergeAdapters<P extends NamedParameters[string]>(
  parameters: Record<string, P>,
  prefix: string,
  adapter: AdapterChoice,
): Record<string, P> {
  const merged: Record<string, P> = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    if (name.startsWith(`${prefix}lora.`)) continue;
    const layer = /^(.*)\.weight$/.exec(name.slice(prefix.length))?.[1];
    const lora = name.startsWith(prefix) && layer !== undefined ? adapter(layer) : undefined;
    const a = parameters[`${prefix}lora.${layer}.a`];
    const b = parameters[`${prefix}lora.${layer}.b`];
    merged[name] = lora && a && b ? { ...parameter, data: mergedWeight(parameter.data, a, b, lora) } : parameter;
  }
  return merged;
}

function mergedWeight(
  weight: Float32Array,
  a: NamedParameters[string],
  b: NamedParameters[string],
  { rank, alpha }: LoraConfig,
): Float32Array {
  const out = elementsOf(b.shape) / rank;
  return weight.map((w, i) => {
    const [row, column] = [Math.floor(i / out), i % out];
    let sum = 0;
    for (let k = 0; k < rank; k++) sum += a.data[row * rank + k]! * b.data[k * out + column]!;
    return w + (alpha / rank) * sum;
  });
}
