import { beforeAll, describe, it } from 'vitest';
import type { Gpu } from '../../gpu/device.ts';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import { opCases } from './cases.ts';
import { expectAsReference } from './expect-as-reference.ts';

describe('WGSL kernels against the float64 reference', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  for (const opCase of opCases) {
    for (const seed of [1, 2]) {
      it(`${opCase.name}, draw ${seed}`, () => expectAsReference(gpu, opCase, 100 + seed));
    }
  }
});
