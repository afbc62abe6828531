import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/device.ts';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import { likelihoodCase } from './cases.ts';
import { expectAsReference } from './expect-as-reference.ts';
import { likelihoodJob, likelihoodOfJob, likelihoodVariants } from './log-likelihood-variants.ts';

describe('kernels of the log-likelihood', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  it('have jobs whose names can be read back', () => {
    const shape = { rows: 1024, vocabularySize: 4096 };
    expect(likelihoodJob(shape)).toBe('log-likelihood 1024×4096');
    expect(likelihoodOfJob(likelihoodJob(shape))).toEqual(shape);
    expect(likelihoodOfJob('nt 128×64×256 + bias')).toBeUndefined();
  });

  for (const variant of likelihoodVariants) {
    // fewer columns than invocations, and more, by no multiple
    for (const [rows, columns] of [
      [5, 4],
      [7, 68],
      [3, 1028],
    ] as const) {
      it(`${variant.name}: ${rows}×${columns}`, async () => {
        let used = 0;
        const choose = (job: string) => {
          const shape = likelihoodOfJob(job);
          if (!shape) return undefined;
          expect(variant.fits(shape)).toBe(true);
          used++;
          return variant.name;
        };
        await expectAsReference(gpu, likelihoodCase(rows, columns), 3, choose);
        expect(used).toBeGreaterThan(0);
      });
    }
  }
});
