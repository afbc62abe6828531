import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Gpu, requestGpu } from '../../gpu/device.ts';
import { opCases } from './cases.ts';
import { expectAsReference } from './expect-as-reference.ts';

describe('WGSL kernels against the float64 reference', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await requestGpu();
  });
  afterAll(() => gpu?.device.destroy());

  for (const opCase of opCases) {
    for (const seed of [1, 2]) {
      it(`${opCase.name}, draw ${seed}`, () => expectAsReference(gpu, opCase, 100 + seed));
    }
  }
});
