import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gpu, requestGpu } from '../../gpu/device.ts';
import { attentionCases } from './attention-cases.ts';
import { attentionJob, attentionOfJob, attentionVariants } from './attention-variants.ts';
import { expectAsReference } from './expect-as-reference.ts';

describe('kernels of attention', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await requestGpu();
  });
  afterAll(() => gpu?.device.destroy());

  it('have jobs whose names can be read back', () => {
    const packed = { packed: true, rows: 16, queryCount: 64, keyCount: 64, heads: 4, size: 32, seen: 'causal' } as const;
    expect(attentionJob('attention-backward', packed)).toBe('attention-backward 16×64×4×32 causal');
    const apart = { ...packed, packed: false, keyCount: 80, seen: 'starts' } as const;
    for (const shape of [packed, apart]) {
      for (const pass of ['attention', 'attention-backward'] as const) {
        expect(attentionOfJob(attentionJob(pass, shape))).toEqual({ pass, shape });
      }
    }
    expect(attentionOfJob('nt 128×64×256 + bias')).toBeUndefined();
  });

  for (const variant of attentionVariants.slice(1)) {
    for (const opCase of attentionCases) {
      it(`${variant.name}: ${opCase.name}`, async () => {
        let used = 0;
        const choose = (job: string) => {
          if (!attentionOfJob(job)) return undefined;
          expect(variant.fits(attentionOfJob(job)!.shape)).toBe(true);
          used++;
          return variant.name;
        };
        await expectAsReference(gpu, opCase, 101, choose);
        expect(used).toBeGreaterThan(1);
      });
    }
  }
});
