import { expect } from 'vitest';
import type { Graph, Tensor } from '../graph/graph.ts';
import { runReference } from '../graph/reference.ts';
import { Prng } from '../util/prng.ts';
import { numericGradient } from './testing.ts';

/** The float64 gradient of a loss agrees with finite differences within `bound`, at one random place of every parameter. `feeds`: parameters and inputs. */
export function expectNumericGradients(
  graph: Graph,
  feeds: Record<string, Float64Array>,
  loss: Tensor,
  bound: number,
): void {
  const run = runReference(graph, feeds, loss);
  const lossAt = () => runReference(graph, feeds).value(loss).data[0]!;
  const prng = new Prng(8);
  expect(graph.parameters.size).toBeGreaterThan(0);
  for (const [key, tensor] of graph.parameters) {
    const i = prng.int(feeds[key]!.length);
    const numeric = numericGradient(feeds[key]!, i, lossAt);
    expect(Math.abs(numeric - run.gradient(tensor).data[i]!), `∂loss/∂${key}[${i}]`).toBeLessThan(bound);
  }
}
