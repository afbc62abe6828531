/** Plans whose outputs a test knows, in place of the GPU's. */
import { elementsOf } from '../../graph/graph.ts';
import type { PlanRequest } from '../engine.ts';
import type { PlanInputs } from '../system.ts';

/** `outputOf`: an output of this shape, of what was written into the inputs. */
export function knownPlans(
  outputOf: (inputs: PlanInputs, output: string, shape: readonly number[]) => Float32Array<ArrayBuffer>,
) {
  return {
    async plan(_name: string, make: () => PlanRequest) {
      const { graph, outputs } = make();
      const arrays = new Map(
        [...graph.inputs].map(([name, { shape, dtype }]) => {
          const elements = elementsOf(shape);
          return [name, dtype === 'u32' ? new Uint32Array(elements) : new Float32Array(elements)] as const;
        }),
      );
      const inputs: PlanInputs = {
        integers: (name) => arrays.get(name) as Uint32Array<ArrayBuffer>,
        floats: (name) => arrays.get(name) as Float32Array<ArrayBuffer>,
      };
      const run = async () =>
        Object.fromEntries(Object.entries(outputs).map(([name, { shape }]) => [name, outputOf(inputs, name, shape)]));
      return { ...inputs, run };
    },
  };
}

/** Scores (…, n) with 1 at the index of each row that is given, and 0 elsewhere; an index beyond n is none. */
export function scoresFor(shape: readonly number[], indices: ArrayLike<number>): Float32Array<ArrayBuffer> {
  const n = shape.at(-1)!;
  const scores = new Float32Array(shape.reduce((a, b) => a * b));
  Array.from(indices).forEach((index, row) => {
    if (index < n) scores[row * n + index] = 1;
  });
  return scores;
}
