/** Matrix products as a family of kernels. */
import type { Slot } from '../gpu/plan.ts';
import { Prng } from '../util/prng.ts';
import type { KernelFamily } from './kernel-family.ts';
import { type MatmulExtra, type MatmulRequest, type MatmulShape, shapeOfJob } from './matmul.ts';
import { matmulTable } from './matmul-table.ts';
import { matmulVariants, plain } from './matmul-variants.ts';

export const matmulFamily: KernelFamily<MatmulShape, MatmulRequest> = {
  shapeOf: shapeOfJob,
  variants: matmulVariants,
  plainest: plain,
  table: matmulTable,
  work: ({ m, n, k }) => 2 * m * n * k,
  // no multiple of a tile, and with every extra that the layout allows
  proof({ layout }) {
    const extras: MatmulExtra[] =
      layout === 'tn' ? ['sums'] : layout === 'nt' ? ['slope'] : ['bias', 'before', 'residual'];
    const sizes = { layout, m: 68, n: 36, k: 600 };
    return {
      name: layout,
      shapes: [
        { ...sizes, extras },
        { ...sizes, extras: [] },
        { ...sizes, extras: [...extras, 'half'] },
      ],
    };
  },
  trial({ layout, m, n, k, extras }, purpose) {
    const inputs: Slot[] = [];
    const input = (label: string, elements: number): Slot => {
      const slot: Slot = { label, elements };
      // the time of a product does not depend on its factors
      if (purpose === 'proof') {
        slot.role = 'input';
        inputs.push(slot);
      }
      return slot;
    };
    const results: Slot[] = [];
    const output = (label: string, elements: number): Slot => {
      const slot: Slot = { label, elements, ...(purpose === 'proof' && { role: 'output' }) };
      results.push(slot);
      return slot;
    };
    const has = (extra: MatmulExtra) => extras.includes(extra);
    const request: MatmulRequest = {
      layout,
      m,
      n,
      k,
      a: input('a', m * k),
      b: input('b', k * n),
      out: output('out', m * n),
      accumulate: has('accumulate'),
      ...(has('bias') && { bias: input('bias', n) }),
      ...(has('before') && { before: output('before', m * n) }),
      ...(has('residual') && { residual: input('residual', m * n) }),
      ...(has('slope') && { slope: input('slope', m * n) }),
      ...(has('sums') && { sums: { slot: output('sums', n), accumulate: false } }),
    };
    return {
      request,
      results,
      fill(plan) {
        const prng = new Prng(1);
        for (const slot of inputs) {
          const view = plan.inputView(slot, 'f32');
          for (let i = 0; i < view.length; i++) view[i] = 2 * prng.uniform() - 1;
        }
      },
    };
  },
};
