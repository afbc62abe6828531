/**
 * The inspection build of a model: the same parameters in a graph whose heads of attention can be switched off, and whose weights can be read. A graph that is
 * trained has neither.
 */
import type { Graph, Tensor } from '../graph/graph.ts';
import { attentionWeights } from '../graph/ops/attention-weights.ts';
import { headSwitch } from '../graph/ops/head-switch.ts';

export interface HeadInspection {
  /** (L, H), the input `heads.on`: the output of each head is multiplied by it, in front of the output projection. 1 is on, 0 is off. */
  on: Tensor;
  /** The weights of each layer, (R, H, T, T), with its heads on or off alike. They are there when the graph is built. */
  weights: Tensor[];
}

/** Declares the input `heads.on`. */
export function inspectHeads(graph: Graph, { layers, heads }: { layers: number; heads: number }): HeadInspection {
  return { on: graph.input('heads.on', [layers, heads]), weights: [] };
}

/** mixed (R, T, d), the value of a layer's attention → the same with its heads switched; keeps the layer's weights. */
export function inspected(graph: Graph, mixed: Tensor, layer: number, { on, weights }: HeadInspection): Tensor {
  weights[layer] = attentionWeights(graph, mixed);
  return headSwitch(graph, mixed, on, layer);
}
