import { describe, expect, it } from 'vitest';
import { KernelRecord, type KernelSwap } from './kernel-record.ts';

const phases = ['first', 'second'];
const at = (phase: string, step: number) => ({ phase, step });
const swap = (phase: string, step: number, kernels: Record<string, [from: string, to: string]>): KernelSwap => ({
  phase,
  step,
  kernels: Object.fromEntries(Object.entries(kernels).map(([job, [from, to]]) => [job, { from, to }])),
});

/** A run that swapped before steps 5 and 9 of the first phase, and before the first step of the second. */
const swaps = [
  swap('first', 4, { a: ['p', 'q'] }),
  swap('first', 8, { a: ['q', 'r'], b: ['p', 's'] }),
  swap('second', 0, { b: ['s', 't'] }),
];
const saved = { swaps, until: at('second', 3) };

describe('the record of a run’s kernels', () => {
  it('knows the kernel of a job at any moment', () => {
    const record = new KernelRecord(phases, at('first', 0), saved);
    const kernels = (phase: string, step: number) => {
      record.reach(at(phase, step));
      return [record.kernelOf('a'), record.kernelOf('b'), record.kernelOf('c')];
    };
    expect(kernels('first', 0)).toEqual(['p', 'p', undefined]);
    // a swap at 4 is done by the step that leads to 5
    expect(kernels('first', 4)).toEqual(['p', 'p', undefined]);
    expect(kernels('first', 5)).toEqual(['q', 'p', undefined]);
    expect(kernels('second', 0)).toEqual(['r', 's', undefined]);
    expect(kernels('second', 1)).toEqual(['r', 't', undefined]);
  });

  it('is replayed as far as the run had come, and goes on from there', () => {
    const record = new KernelRecord(phases, at('first', 0), saved);
    expect(record.changesAt(at('first', 8))).toEqual({ a: 'r', b: 's' });
    expect(record.changesAt(at('second', 8))).toBeUndefined();
    expect([record.isReplayed(at('second', 2)), record.isReplayed(at('second', 3))]).toEqual([true, false]);
    const more = swap('second', 5, { a: ['r', 'u'] });
    record.reach(at('second', 6));
    record.add(more);
    expect(record.saved).toEqual({ swaps: [...swaps, more], until: at('second', 6) });
    // a reset run is replayed up to there
    record.reach(at('first', 0));
    expect([record.isReplayed(at('second', 5)), record.isReplayed(at('second', 6))]).toEqual([true, false]);
  });

  it('is nothing that a checkpoint would keep where no kernel was changed', () => {
    const record = new KernelRecord(phases, at('first', 0));
    record.reach(at('first', 7));
    expect(record.saved).toBeUndefined();
  });

  it('of this process continues that of an earlier checkpoint, unless the two contradict each other', () => {
    const early = { swaps: swaps.slice(0, 1), until: at('first', 6) };
    const continued = new KernelRecord(phases, at('first', 6), early, saved);
    expect(continued.saved).toEqual(saved);
    const other = { swaps: [swap('first', 3, { a: ['p', 'x'] })], until: at('second', 3) };
    expect(new KernelRecord(phases, at('first', 6), early, other).saved).toEqual(early);
    // saved before the first swap: it had no record yet
    expect(new KernelRecord(phases, at('first', 4), undefined, saved).saved).toEqual(saved);
    expect(new KernelRecord(phases, at('first', 6), undefined, saved).saved).toBeUndefined();
  });

  it('leaves out the swaps of a phase that the run does not have', () => {
    const strange = { swaps: [swap('third', 1, { a: ['p', 'q'] }), ...swaps], until: at('third', 9) };
    const record = new KernelRecord(phases, at('first', 0), strange);
    expect(record.saved?.swaps ?? []).not.toContainEqual(strange.swaps[0]);
  });
});
