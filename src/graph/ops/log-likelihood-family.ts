/** Log-likelihoods as a family of kernels. */
import type { Slot } from '../../gpu/plan.ts';
import { Prng } from '../../util/prng.ts';
import type { KernelFamily } from '../kernel-family.ts';
import {
  type LikelihoodRequest,
  type LikelihoodShape,
  likelihoodOfJob,
  likelihoodVariants,
} from './log-likelihood-variants.ts';

export const likelihoodFamily: KernelFamily<LikelihoodShape, LikelihoodRequest> = {
  shapeOf: likelihoodOfJob,
  variants: likelihoodVariants,
  plainest: likelihoodVariants[0]!,
  table: (adapter) => (adapter === 'software' ? ['row'] : ['workgroup', 'row']),
  work: ({ rows, vocabularySize }) => 4 * rows * vocabularySize,
  proof: () => ({ name: 'log-likelihood', shapes: [{ rows: 7, vocabularySize: 1028 }] }),
  trial({ rows, vocabularySize }, purpose) {
    const given = (label: string, elements: number): Slot => ({
      label,
      elements,
      ...(purpose === 'proof' && { role: 'input' }),
    });
    const output = (label: string): Slot => ({ label, elements: rows, ...(purpose === 'proof' && { role: 'output' }) });
    const logits = given('logits', rows * vocabularySize);
    const targets = given('targets', rows);
    const [out, saved] = [output('out'), output('saved')];
    return {
      request: { rows, vocabularySize, logits, targets, out, saved },
      results: [out, saved],
      fill(plan) {
        if (purpose === 'time') return;
        const prng = new Prng(1);
        const values = plan.inputView(logits, 'f32');
        for (let i = 0; i < values.length; i++) values[i] = 3 * prng.normal();
        const labels = plan.inputView(targets, 'u32');
        for (let i = 0; i < labels.length; i++) labels[i] = prng.int(vocabularySize + 2);
      },
    };
  },
};
