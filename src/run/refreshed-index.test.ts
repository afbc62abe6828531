import { beforeEach, describe, expect, it } from 'vitest';
import type { RefreshEvent } from '../index/messages.ts';
import { exactSettings } from '../index/settings.ts';
import { randomSnapshot, smallEmbedder } from '../index/testing.ts';
import { ScriptedWorker } from '../index/testing-worker.ts';
import { packSequences } from '../text/tokenizer/tokens.ts';
import type { Engine } from './engine.ts';
import { RefreshedIndex } from './refreshed-index.ts';

const breathe = () => new Promise((resolve) => setTimeout(resolve));

describe('the index of a run', () => {
  let workers: ScriptedWorker[];
  let told: RefreshEvent['stage'][];
  let reads: number;

  const newIndex = (swapAfter = 4) => {
    const read = async () => Float32Array.of(++reads, 100);
    const slices = new Map([
      ['retriever.w', { offset: 0, elements: 1 }],
      ['reader.w', { offset: 1, elements: 1 }],
    ]);
    const snapshot = randomSnapshot(smallEmbedder, 1);
    return new RefreshedIndex(
      { store: { read, slices } } as unknown as Engine,
      { encoder: smallEmbedder, prefix: 'retriever.', snapshots: () => ({ document: snapshot, query: snapshot }) },
      packSequences([[1, 2]]),
      { index: exactSettings, refreshEvery: 8, swapAfter },
      {
        onRefresh: ({ stage }) => told.push(stage),
        onWarning() {},
        onFailure() {},
        spawnIndexWorker() {
          const worker = new ScriptedWorker();
          workers.push(worker);
          return worker;
        },
      },
    );
  };

  beforeEach(() => {
    workers = [];
    told = [];
    reads = 0;
  });

  it('that is prepared serves, and is told of, when it starts, and is built once', async () => {
    const index = newIndex();
    await index.prepare();
    await index.prepare();
    workers[0]!.built();
    expect([index.pair, told]).toEqual([null, []]);
    await index.start(0);
    expect(index.pair?.served?.takenAtStep).toBe(0);
    expect(told).toEqual(['requested', 'swapped']);
    expect([reads, workers.length]).toEqual([1, 1]);
  });

  it('is kept with the parameters that it embeds with, once it has started', async () => {
    const index = newIndex();
    await index.prepare();
    workers[0]!.built();
    expect(index.save()).toEqual({ state: { servedAt: null, comingAt: null }, arrays: {} });
    await index.start(0);
    await index.afterStep(8, false, async () => {});
    await index.settle();
    expect(index.save()).toEqual({
      state: { servedAt: 0, comingAt: 8 },
      arrays: { 'index.served': Float32Array.of(1, 0), 'index.coming': Float32Array.of(2, 0) },
    });
  });

  describe('of a checkpoint', () => {
    const state = { servedAt: 3, comingAt: 8 };
    const arrays = { 'index.served': Float32Array.of(5, 0), 'index.coming': Float32Array.of(6, 0) };

    it('is waited for by searches and by the first step alone, and kept meanwhile as it came', async () => {
      const index = newIndex();
      await index.load(state, arrays);
      expect([index.pair === null, index.pair?.served, index.age(10), told]).toEqual([false, null, 7, ['requested']]);
      expect(index.save()).toEqual({ state, arrays });
      const search = index.pair!.search(1, packSequences([[1]]));
      let started = false;
      const starting = index.start(10).then(() => {
        started = true;
      });
      await breathe();
      expect([started, workers.length, workers[0]!.all('search')]).toEqual([false, 1, []]);
      workers[0]!.built();
      await starting;
      expect(index.pair?.served?.takenAtStep).toBe(3);
      workers[0]!.found(0);
      await search;
      // the next one is on its way, and serves when it is due
      expect(index.save()).toEqual({ state, arrays });
      workers[1]!.built();
      await index.afterStep(12, false, async () => {});
      expect([index.pair?.served?.takenAtStep, index.served?.values[0], index.coming]).toEqual([8, 6, null]);
      expect(reads).toBe(0);
    });

    it('that cannot be built fails the first step, and is built from the same parameters when it is tried again', async () => {
      const index = newIndex();
      await index.load(state, arrays);
      for (let i = 0; i < 3; i++) workers.at(-1)!.crash();
      expect(index.save()).toEqual({ state, arrays });
      await expect(index.start(10)).rejects.toMatchObject({ code: 'index-failed' });
      const again = index.start(10);
      await breathe();
      workers.at(-1)!.built();
      await again;
      expect([index.pair?.served?.takenAtStep, reads]).toEqual([3, 0]);
      expect(index.save()).toEqual({ state, arrays });
      workers.at(-1)!.built();
      await index.afterStep(12, false, async () => {});
      expect(index.pair?.served?.takenAtStep).toBe(8);
    });

    it('is dropped when the run is reset or closed before it is built', async () => {
      for (const end of ['reset', 'close'] as const) {
        const index = newIndex();
        await index.load(state, arrays);
        const starting = index.start(10);
        index[end]();
        await expect(starting).rejects.toMatchObject({ code: 'cancelled' });
        await breathe();
        expect(index.pair).toBeNull();
      }
      expect(workers.some(({ alive }) => alive)).toBe(false);
    });

    it('is refused without a snapshot, or without word of one', async () => {
      await expect(newIndex().load(state, {})).rejects.toThrow('snapshot of its index is missing');
      await expect(newIndex().load(null, arrays)).rejects.toThrow('does not say which index');
    });
  });

  it('that is prepared and not ready is waited for', async () => {
    const index = newIndex();
    await index.prepare();
    let started = false;
    const starting = index.start(0).then(() => {
      started = true;
    });
    await breathe();
    expect([started, told]).toEqual([false, ['requested']]);
    workers[0]!.built();
    await starting;
    expect(told).toEqual(['requested', 'swapped']);
  });

  it('that could not be built is built again when it is started again', async () => {
    const index = newIndex();
    await index.prepare();
    for (let i = 0; i < 3; i++) workers.at(-1)!.crash();
    await expect(index.start(0)).rejects.toThrow('could not be built');
    const again = index.start(0);
    await breathe();
    workers.at(-1)!.built();
    await again;
    expect(index.pair?.served?.takenAtStep).toBe(0);
  });

  it.each([
    [4, 'waits'],
    [0, 'does not wait'],
  ])('with swapAfter=%i %s for work that will search it', async (swapAfter, _waits) => {
    const index = newIndex(swapAfter);
    const first = index.start(0);
    await breathe();
    workers[0]!.built();
    await first;
    let release = () => {};
    const work = index.hold(
      new Promise<void>((resolve) => {
        release = resolve;
      }),
    );
    await index.afterStep(8, false, async () => {});
    await index.settle();
    workers[1]!.built();
    const swapping = index.afterStep(12, false, async () => {});
    await breathe();
    expect(index.pair?.served?.takenAtStep).toBe(swapAfter > 0 ? 0 : 8);
    release();
    await Promise.all([work, swapping]);
    expect(index.pair?.served?.takenAtStep).toBe(8);
  });

  it('is not held up by work that has failed', async () => {
    const index = newIndex();
    const first = index.start(0);
    await breathe();
    workers[0]!.built();
    await first;
    const work = index.hold(Promise.reject(new Error('no memory')));
    await index.afterStep(8, false, async () => {});
    await index.settle();
    workers[1]!.built();
    await expect(work).rejects.toThrow('no memory');
    await index.afterStep(12, false, async () => {});
    expect(index.pair?.served?.takenAtStep).toBe(8);
  });

  it.each([4, 0])(
    'is rebuilt at once from the parameters as they are, after one that is on its way: swapAfter=%i',
    async (swapAfter) => {
      const index = newIndex(swapAfter);
      await expect(index.rebuild(0, async () => {})).rejects.toMatchObject({ code: 'index-failed' });
      const first = index.start(0);
      await breathe();
      workers[0]!.built();
      await first;
      await index.afterStep(8, false, async () => {});
      let searched = false;
      const rebuilding = index.rebuild(9, async () => {
        searched = true;
      });
      await breathe();
      workers[1]!.built();
      await breathe();
      expect([index.pair?.served?.takenAtStep, searched]).toEqual([8, true]);
      workers[0]!.built();
      await rebuilding;
      expect(index.pair?.served?.takenAtStep).toBe(9);
      expect(index.served?.takenAtStep).toBe(9);
      expect(index.age(9)).toBe(0);
    },
  );

  it('that cannot be rebuilt serves on', async () => {
    const index = newIndex();
    const first = index.start(0);
    await breathe();
    workers[0]!.built();
    await first;
    const rebuilding = index.rebuild(3, async () => {});
    rebuilding.catch(() => {});
    await breathe();
    for (let i = 0; i < 3; i++) workers.at(-1)!.crash();
    await expect(rebuilding).rejects.toMatchObject({ code: 'index-failed' });
    expect(index.pair?.served?.takenAtStep).toBe(0);
  });

  it('is requested at the interval that holds at a step, and not while the builder is stopped', async () => {
    const index = newIndex(0);
    const first = index.start(0);
    await breathe();
    workers[0]!.built();
    await first;
    const steps = async (from: number, to: number) => {
      for (let step = from; step <= to; step++) {
        const before = reads;
        await index.afterStep(step, false, async () => {});
        await index.settle();
        if (reads > before) {
          taken.push(step);
          workers[taken.length % 2]!.built();
        }
      }
    };
    const taken: number[] = [];
    await steps(1, 10);
    index.isStopped = true;
    await steps(11, 20);
    expect(index.age(20)).toBe(12);
    index.isStopped = false;
    index.refreshEvery = 3;
    await steps(21, 24);
    index.refreshEvery = 0;
    await steps(25, 40);
    expect(taken).toEqual([8, 21, 24]);
    index.isStopped = true;
    index.reset();
    expect(index.isStopped).toBe(false);
  });
});
