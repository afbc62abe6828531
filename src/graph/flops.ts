/** What a training step must at least compute, counted from its graph. */
import { elementsOf, type Graph } from './graph.ts';

/**
 * Multiplications and additions of one training step: of matrix products, 2 m n k forward and twice that backward; of attention, two
 * products forward and five backward (the weights are recomputed) over the pairs that the mask allows, or over all pairs if the mask is
 * data, and of cross attention. Everything else is left out.
 */
export function stepFlops(graph: Graph): number {
  let total = 0;
  for (const { op, inputs, outputs, attributes } of graph.nodes) {
    const value = outputs[0]!;
    switch (op.name) {
      case 'linear':
      case 'innerProduct':
        total += 6 * elementsOf(value.shape) * inputs[0]!.shape.at(-1)!;
        break;
      case 'attention': {
        const [rows, length, width] = value.shape as [number, number, number];
        const seen = (attributes as { mask: string }).mask === 'causal' ? (length * (length + 1)) / 2 : length ** 2;
        total += 14 * rows * seen * width;
        break;
      }
      case 'crossAttention': {
        const [rows, queries, width] = value.shape as [number, number, number];
        total += 14 * rows * queries * inputs[1]!.shape[1]! * width;
        break;
      }
      case 'candidateScores':
        total += 6 * elementsOf(inputs[1]!.shape);
        break;
      default:
    }
  }
  return total;
}
