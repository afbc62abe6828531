import { describe, expect, it } from 'vitest';
import type { KernelChoices } from '../graph/kernel-choices.ts';
import { KernelTuner } from './kernel-tuner.ts';

/** Kernels whose times are known, on a clock that counts in steps of .1 ms. Floating-point operations: the digits of a job's name. */
class FakeKernels {
  readonly measured = new Map<string, Record<string, number>>();
  /** Every measurement: job, kernel, repeats, ms on the GPU. */
  readonly log: { job: string; variant: string; repeats: number; ms: number }[] = [];
  plans = 0;

  constructor(private readonly ms: Record<string, Record<string, number>>) {}

  work = (job: string) => Number(/\d+/.exec(job)![0]);
  isMeasured = (job: string) => this.measured.has(job);
  rivals = async (job: string) => Object.keys(this.ms[job]!).map((name) => ({ name }));
  noteTimes = (job: string, ms: Record<string, number>) => void this.measured.set(job, ms);

  async trial(job: string, { name }: { name: string }) {
    this.plans++;
    return {
      time: async (repeats: number) => {
        const ms = this.ms[job]![name]! * repeats;
        if (Number.isNaN(ms)) throw new Error('the clock was reset');
        this.log.push({ job, variant: name, repeats, ms });
        return Math.floor(ms * 10) / 10;
      },
      destroy: () => this.plans--,
    };
  }
}

/** Takes steps until nothing is measured any more. */
async function train(tuner: KernelTuner, kernels: FakeKernels, jobs: Map<string, number>, limit = 1000) {
  for (let step = 0, quiet = 0; step < limit && quiet < 20; step++) {
    const before = kernels.log.length;
    tuner.between(jobs);
    await new Promise((resolve) => setTimeout(resolve));
    // never more than one measurement before a step
    expect(kernels.log.length - before).toBeLessThanOrEqual(1);
    expect(kernels.plans).toBeLessThanOrEqual(1);
    quiet = kernels.log.length === before ? quiet + 1 : 0;
  }
}

const newTuner = (kernels: FakeKernels) => new KernelTuner(kernels as unknown as KernelChoices, () => {});

describe('the tuner', () => {
  it('finds the times of short kernels in spite of a coarse clock, with a few ms of GPU work at a time', async () => {
    const kernels = new FakeKernels({ 'job 1': { a: 0.0213, b: 0.0184, c: 0.0007 } });
    const tuner = newTuner(kernels);
    await train(tuner, kernels, new Map([['job 1', 1]]));
    const { a, b, c } = kernels.measured.get('job 1')!;
    for (const [found, truth] of [
      [a!, 0.0213],
      [b!, 0.0184],
    ] as const) {
      expect(Math.abs(found / truth - 1)).toBeLessThan(0.06);
    }
    // too short even with the most repeats: still the shortest by far
    expect(c!).toBeLessThan(0.002);
    expect(Math.max(...kernels.log.map(({ ms }) => ms))).toBeLessThan(4);
  });

  it('measures costly jobs first, by operations and by how often a step does them, and then stops', async () => {
    const ms = { a: 2.5 };
    const kernels = new FakeKernels({ 'small 1': ms, 'large 50': ms, 'frequent 20': ms });
    const tuner = newTuner(kernels);
    const jobs = new Map([
      ['small 1', 1],
      ['large 50', 1],
      ['frequent 20', 4],
    ]);
    await train(tuner, kernels, jobs);
    expect([...kernels.measured.keys()]).toEqual(['frequent 20', 'large 50', 'small 1']);
    const { length } = kernels.log;
    await train(tuner, kernels, jobs);
    expect([kernels.log.length, kernels.plans]).toEqual([length, 0]);
  });

  it('leaves off with a kernel that is slower than the best one', async () => {
    const kernels = new FakeKernels({ 'job 1': { a: 2.5, 'very slow': 40, slow: 4, b: 2.6 } });
    const tuner = newTuner(kernels);
    await train(tuner, kernels, new Map([['job 1', 1]]));
    const runs = (name: string) => kernels.log.filter(({ variant }) => variant === name).length;
    // the first run only warms up
    expect([runs('a'), runs('very slow'), runs('slow'), runs('b')]).toEqual([4, 1, 2, 4]);
  });

  it('leaves a job alone whose measurement fails', async () => {
    const kernels = new FakeKernels({ 'job 9': { a: Number.NaN }, 'job 1': { a: 2.5 } });
    const tuner = newTuner(kernels);
    await train(
      tuner,
      kernels,
      new Map([
        ['job 9', 1],
        ['job 1', 1],
      ]),
    );
    expect([...kernels.measured.keys()]).toEqual(['job 1']);
  });

  it('leaves a job alone if the clock stands still: by such a clock every kernel is the fastest', async () => {
    const kernels = new FakeKernels({ 'job 1': { a: 0, b: 0 } });
    const tuner = newTuner(kernels);
    await train(tuner, kernels, new Map([['job 1', 1]]));
    expect([...kernels.measured]).toEqual([]);
    expect(kernels.log.length).toBeLessThan(10);
  });

  it('begins no measurement after it was stopped, and leaves no plan behind', async () => {
    const kernels = new FakeKernels({ 'job 1': { a: 2.5, b: 2.5 } });
    const tuner = newTuner(kernels);
    const jobs = new Map([['job 1', 1]]);
    await train(tuner, kernels, jobs, 2);
    const { length } = kernels.log;
    expect(length).toBeGreaterThan(0);
    tuner.stop();
    await train(tuner, kernels, jobs);
    expect([kernels.log.length, kernels.plans, kernels.measured.size]).toEqual([length, 0, 0]);
  });
});
