/** What a step must at least move, counted from its graph, and what a product of matrices costs. */
import { elementsOf, type Graph, type Node, type Tensor } from '../src/graph/graph.ts';

const bytesPerElement = 4;
/** Adam reads a parameter, its gradient and two moments, and writes three of them. */
const adamAccesses = 7;

/**
 * Bytes that one training step moves if every op reads each operand once and writes each result once, and nothing stays in a cache from one op to
 * the next. Forward: operands and results. Backward, where there is a gradient: the operands and the gradient of the value are read, and the
 * gradient of each operand is written. Then Adam. A graph that is fused further may move less; so far as ops are the unit it is a lower bound.
 */
export function stepBytes(graph: Graph): number {
  let elements = 0;
  for (const node of graph.nodes) {
    const operands = node.inputs.reduce((sum, input) => sum + elementsRead(node, input), 0);
    elements += operands + node.outputs.reduce((sum, { shape }) => sum + elementsOf(shape), 0);
    const value = node.outputs[0]!;
    if (!value.differentiable) continue;
    const gradients = node.inputs.filter((input) => input.differentiable);
    elements += operands + elementsOf(value.shape);
    elements += gradients.reduce((sum, { shape }) => sum + elementsOf(shape), 0);
  }
  for (const { shape } of graph.parameters.values()) elements += adamAccesses * elementsOf(shape);
  return bytesPerElement * elements;
}

/** A table of embeddings is not read whole: an op that looks rows up reads as much of it as it writes. */
function elementsRead({ op, outputs }: Node, input: Tensor): number {
  const elements = elementsOf(input.shape);
  return op.name === 'embed' ? Math.min(elements, elementsOf(outputs[0]!.shape)) : elements;
}

/** Of the product of (m, k) and (k, n). */
export const productFlops = (m: number, k: number, n: number): number => 2 * m * k * n;
export const productBytes = (m: number, k: number, n: number): number => bytesPerElement * (m * k + k * n + m * n);
