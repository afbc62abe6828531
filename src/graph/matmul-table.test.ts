import { describe, expect, it } from 'vitest';
import { tabled } from './kernel-family.ts';
import type { Layout, MatmulExtra } from './matmul.ts';
import { matmulFamily } from './matmul-family.ts';

/** The kernel that the table gives a product before anything is measured. */
const choice =
  (adapter: 'software' | 'hardware') =>
  (layout: Layout, m: number, n: number, k: number, ...extras: MatmulExtra[]) =>
    tabled(matmulFamily, adapter, { layout, m, n, k, extras })[0]!.name;

describe('the table of products on a software adapter', () => {
  const software = choice('software');

  // results there must not change, so the limits are written out: 32 × 128 and 128 × 512 outputs, parts of long sums counted
  it('takes larger register tiles for more outputs', () => {
    expect(software('nn', 128, 28, 64)).toBe('registers 4×4');
    expect(software('nn', 128, 32, 64)).toBe('registers 8×4');
    expect(software('nt', 512, 124, 64)).toBe('registers 8×4');
    expect(software('nt', 512, 128, 64)).toBe('registers 16×8');
    expect(software('tn', 64, 60, 256)).toBe('registers 4×4');
    expect(software('tn', 64, 60, 512)).toBe('registers 8×4');
    expect(software('tn', 256, 256, 100, 'sums')).toBe('registers 16×8');
  });

  it('falls back to the plain kernel for sizes that do not divide by four', () => {
    expect(software('nn', 128, 30, 64)).toBe('plain');
    expect(software('nn', 128, 128, 63)).toBe('plain');
    expect(software('tn', 63, 64, 512)).toBe('plain');
  });
});

describe('the table of products on hardware', () => {
  const hardware = choice('hardware');

  it('takes workgroup tiles for enough outputs, as in a step of width 256 and in lm-step-large', () => {
    for (const [m, n, k, tile] of [
      [512, 128, 128, '64×64'],
      [512, 384, 128, '64×64'],
      [512, 1024, 128, '128×64'],
      [2048, 256, 256, '128×64'],
      [2048, 1024, 256, '128×128'],
    ] as const) {
      expect(hardware('nn', m, n, k, 'bias')).toBe(`workgroup ${tile} by four`);
      expect(hardware('nt', m, n, k, 'slope')).toBe(`workgroup ${tile} by four`);
    }
    // the tiles of a full GPU need no parts
    expect(hardware('tn', 1024, 1024, 2048, 'sums')).toBe('workgroup 128×128 by four');
    // a size that does not divide by four
    expect(hardware('nn', 511, 130, 127)).toBe('workgroup 64×64');
    expect(hardware('nn', 512, 128, 128, 'bias', 'half')).toBe('workgroup 64×64, f16 tiles');
  });

  it('splits long sums over few outputs, as in the gradient of a weight', () => {
    expect(hardware('tn', 256, 256, 2048, 'sums')).toBe('workgroup 64×64 by four, split sum');
    expect(hardware('tn', 64, 64, 512, 'accumulate')).toBe('workgroup 64×64 by four, split sum');
    expect(hardware('nn', 64, 132, 2048, 'bias')).toBe('workgroup 64×64 by four, split sum');
  });

  it('shares a long sum among the lanes of a subgroup where it cannot be split', () => {
    expect(hardware('nn', 8, 64, 1024, 'bias')).toBe('subgroup sums');
    expect(hardware('nt', 64, 64, 256)).toBe('subgroup sums');
  });

  it('takes registers for what is small, and never the plain kernel', () => {
    expect(hardware('nn', 128, 64, 64, 'bias')).toBe('registers 8×4');
    expect(hardware('tn', 64, 32, 100)).toBe('registers 4×4');
    for (const layout of ['nn', 'nt', 'tn'] as const) {
      for (const size of [1, 3, 30, 63, 130, 1001]) expect(hardware(layout, size, size, size)).not.toBe('plain');
    }
  });
});
