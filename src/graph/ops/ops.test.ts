import { describe, expect, it } from 'vitest';
import { runReference } from '../reference.ts';
import { tiledCases } from './attention-cases.ts';
import { opCases, withLoss } from './cases.ts';

/** Central differences in float64; the step balances truncation (h²) against rounding (1e-16 / h). */
const step = 1e-5;

describe('the float64 reference against finite differences', () => {
  for (const opCase of [...opCases, ...tiledCases]) {
    it(opCase.name, () => {
      const { graph, feeds, loss } = withLoss(opCase, 17);
      const exact: Record<string, Float64Array> = {};
      for (const [name, values] of Object.entries(feeds)) exact[name] = Float64Array.from(values);
      const run = runReference(graph, exact, loss);
      const lossAt = () => runReference(graph, exact).value(loss).data[0]!;
      for (const [name, tensor] of graph.parameters) {
        const gradient = run.gradient(tensor).data;
        const values = exact[name]!;
        // every element if there are few, otherwise about 40 at equal distances
        const stride = Math.max(1, Math.floor(values.length / 40));
        for (let i = 0; i < values.length; i += stride) {
          const kept = values[i]!;
          values[i] = kept + step;
          const above = lossAt();
          values[i] = kept - step;
          const below = lossAt();
          values[i] = kept;
          const numeric = (above - below) / (2 * step);
          const error = Math.abs(numeric - gradient[i]!) / Math.max(1, Math.abs(numeric));
          expect(error, `∂loss/∂${name}[${i}]: ${gradient[i]} against ${numeric}`).toBeLessThan(1e-8);
        }
      }
    });
  }
});
