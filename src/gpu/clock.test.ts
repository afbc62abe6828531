import { expect, it } from 'vitest';
import { GpuClock } from './clock.ts';

it('times the submits of any number of plans with one set of queries, each with two of its own', () => {
  let sets = 0;
  let size = 0;
  const createQuerySet = ({ count }: GPUQuerySetDescriptor) => {
    sets++;
    size = count;
    return {} as GPUQuerySet;
  };
  const clock = new GpuClock();
  const device = { createQuerySet } as unknown as GPUDevice;
  const firsts = Array.from({ length: 100 }, () => clock.place(device).first);
  expect(sets).toBe(1);
  for (const first of firsts) expect(first % 2 === 0 && first + 1 < size).toBe(true);
  // more than are ever on the GPU at a time
  expect(new Set(firsts.slice(0, 16)).size).toBe(16);
});
