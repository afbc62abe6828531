/** Plans of generation in float64, in place of the GPU's. */
import { elementsOf } from '../../graph/graph.ts';
import { runReference } from '../../graph/reference.ts';
import { keepStates } from '../../models/testing.ts';
import type { GenerationPlans } from '../generation.ts';

export function referencePlans(parameters: Record<string, ArrayLike<number>>): GenerationPlans {
  const states: Record<string, ArrayLike<number>> = {};
  return {
    async plan(_name, make) {
      const { graph, outputs } = make();
      const inputs: Record<string, Float32Array | Uint32Array> = {};
      for (const [name, { shape, dtype }] of graph.inputs) {
        inputs[name] = dtype === 'u32' ? new Uint32Array(elementsOf(shape)) : new Float32Array(elementsOf(shape));
      }
      return {
        floats: (name) => inputs[name] as Float32Array,
        integers: (name) => inputs[name] as Uint32Array,
        async run() {
          const run = runReference(graph, { ...parameters, ...inputs, ...states });
          keepStates(graph, run, states);
          const read = Object.entries(outputs).map(([name, tensor]) => {
            const { data } = run.value(tensor);
            const isInteger = tensor.dtype === 'u32';
            return [name, isInteger ? new Float32Array(Uint32Array.from(data).buffer) : Float32Array.from(data)];
          });
          return Object.fromEntries(read);
        },
      };
    },
    write(state, values) {
      states[state] = Float64Array.from(values);
    },
    destroy() {},
  };
}
