import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/device.ts';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import { attentionCases, manyHeadsCase, tiledCases } from './attention-cases.ts';
import { attentionBackwardVariants, attentionJob, attentionOfJob, attentionVariants } from './attention-variants.ts';
import type { OpCase } from './case-builder.ts';
import { expectAsReference } from './expect-as-reference.ts';

describe('kernels of attention', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  it('have jobs whose names can be read back', () => {
    const packed = {
      packed: true,
      rows: 16,
      queryCount: 64,
      keyCount: 64,
      heads: 4,
      size: 32,
      seen: 'causal',
    } as const;
    expect(attentionJob('attention-backward', packed)).toBe('attention-backward 16×64×4×32 causal');
    const apart = { ...packed, packed: false, keyCount: 80, seen: 'starts' } as const;
    for (const shape of [packed, apart]) {
      for (const pass of ['attention', 'attention-backward'] as const) {
        expect(attentionOfJob(attentionJob(pass, shape))).toEqual({ pass, shape });
      }
    }
    expect(attentionOfJob('nt 128×64×256 + bias')).toBeUndefined();
  });

  // a single tile: with padding, with rows that see nothing, one key
  const short = attentionCases.filter(({ name }) => /1×1 by|3×7 2|3×5 by|3×7 by/.test(name));
  // the tiles of 16 KiB compute every mask and shape; those of 32 KiB differ from them in the size of a tile
  const proofs: [string, OpCase[]][] = [
    ['tiles of 16 KiB', [...short, ...tiledCases, manyHeadsCase]],
    ['tiles of 32 KiB', tiledCases.slice(2, 4)],
  ];
  for (const [name, cases] of proofs) {
    for (const opCase of cases) {
      it(`${name}: ${opCase.name}`, async () => {
        const used = new Set<string>();
        const choose = (job: string) => {
          const attention = attentionOfJob(job);
          if (!attention) return undefined;
          const { pass, shape } = attention;
          const variants = pass === 'attention' ? attentionVariants : attentionBackwardVariants;
          expect(variants.find((variant) => variant.name === name)!.fits(shape)).toBe(true);
          used.add(pass);
          return name;
        };
        await expectAsReference(gpu, opCase, 101, choose);
        expect(used.size).toBe(2);
      });
    }
  }
});
