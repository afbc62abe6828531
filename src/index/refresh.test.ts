import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EncoderSnapshot } from '../models/config.ts';
import { packSequences } from '../text/tokenizer/tokens.ts';
import type { RefreshEvent } from './messages.ts';
import { IndexPair } from './refresh.ts';
import { exactSettings } from './settings.ts';
import { randomSnapshot, smallEmbedder } from './testing.ts';
import { ScriptedWorker } from './testing-worker.ts';

const queries = packSequences([[1, 2]]);
const [first, second, third] = [1, 2, 3].map((seed) => randomSnapshot(smallEmbedder, seed)) as [
  EncoderSnapshot,
  EncoderSnapshot,
  EncoderSnapshot,
];

function scripted(timeoutMs = 1000) {
  const workers: ScriptedWorker[] = [];
  const events: RefreshEvent[] = [];
  const pair = new IndexPair(() => {
    const worker = new ScriptedWorker();
    workers.push(worker);
    return worker;
  }, timeoutMs);
  pair.onEvent = (event) => events.push(event);
  pair.start(packSequences([[1], [2]]), smallEmbedder, exactSettings);
  return { pair, workers, events, stages: () => events.map((event) => event.stage) };
}

/** A pair that serves snapshot `first` of step 10. */
async function serving(timeoutMs?: number) {
  const setup = scripted(timeoutMs);
  setup.pair.requestRefresh(first, first, 10);
  setup.workers[0]!.built();
  await setup.pair.ready;
  return setup;
}

const documentOf = async (answer: Promise<{ documents: Int32Array }>) => (await answer).documents[0];

describe('IndexPair', () => {
  it('builds in one worker while the other serves, and swaps when told', async () => {
    const { pair, workers, stages, events } = scripted();
    expect(pair.age(5)).toBeNaN();
    expect(pair.requestRefresh(first, first, 10)).toBe(true);
    expect(workers[0]!.requests.map((request) => request.type)).toEqual(['init', 'build']);
    expect(pair.requestRefresh(second, second, 11)).toBe(false);
    workers[0]!.progress();
    workers[0]!.built(0.75);
    await pair.ready;
    expect(pair.served).toEqual({ takenAtStep: 10, embedMs: 5, buildMs: 3, recall: 0.75 });
    expect(pair.age(35)).toBe(25);

    expect(pair.requestRefresh(second, third, 60)).toBe(true);
    expect(workers[1]!.all('build')[0]).toMatchObject({ document: second, query: third });
    const before = pair.search(1, queries);
    expect(workers[0]!.all('search').length).toBe(1);
    expect(pair.age(70)).toBe(60);
    workers[1]!.built();
    expect(pair.age(70)).toBe(10);
    const after = pair.search(1, queries);
    expect(workers[1]!.all('search').length).toBe(1);
    workers[0]!.found(100);
    workers[1]!.found(200);
    expect([await documentOf(before), await documentOf(after)]).toEqual([100, 200]);

    // The third build goes back to the first worker, which is already there.
    expect(pair.requestRefresh(third, third, 80)).toBe(true);
    expect(workers.length).toBe(2);
    expect(workers[0]!.all('build').length).toBe(2);
    expect(stages()).toEqual(['requested', 'embedding', 'swapped', 'requested', 'swapped', 'requested']);
    expect(events[4]).toMatchObject({ requestedAtStep: 60, step: 70, embedMs: 5, buildMs: 3 });
  });

  it('keeps searches until the first index is ready', async () => {
    const { pair, workers } = scripted();
    const early = pair.search(1, queries);
    pair.requestRefresh(first, first, 0);
    const alsoEarly = pair.search(1, Float32Array.of(1, 2));
    expect(workers[0]!.all('search').length).toBe(0);
    workers[0]!.built();
    expect(workers[0]!.all('search')).toMatchObject([
      { k: 1, queries },
      { k: 1, embeddings: Float32Array.of(1, 2) },
    ]);
    workers[0]!.found(4);
    expect([await documentOf(early), await documentOf(alsoEarly)]).toEqual([4, 4]);
  });

  it('starts a builder again that is killed in the middle, and loses no search', async () => {
    const { pair, workers, events } = await serving();
    pair.requestRefresh(second, second, 20);
    workers[1]!.progress();
    const during = pair.search(1, queries);
    expect(pair.killBuilder()).toBe(true);
    expect(workers[1]!.alive).toBe(false);
    expect(events.at(-1)).toMatchObject({
      stage: 'embedding',
      message: expect.stringMatching(/killed.*attempt 2 of 3/),
    });
    expect(workers[2]!.requests.map((request) => request.type)).toEqual(['init', 'build']);
    expect(workers[2]!.all('build')[0]!.document).toBe(second);
    workers[1]!.built(); // a message that was still under way
    expect(pair.age(20)).toBe(10);
    workers[0]!.found(7);
    expect(await documentOf(during)).toBe(7);
    workers[2]!.built();
    expect(pair.age(20)).toBe(0);
  });

  it.each([
    ['an error event', (worker: ScriptedWorker) => worker.crash()],
    [
      '`failed`',
      (worker: ScriptedWorker) =>
        worker.say({
          type: 'failed',
          buildId: worker.all('build')[0]!.buildId,
          error: { code: 'index-failed', message: 'no' },
        }),
    ],
  ])('warns after three failures by %s, serves on, and waits for the next request', async (_, break_) => {
    const { pair, workers, stages, events } = await serving();
    pair.requestRefresh(second, second, 20);
    break_(workers[1]!);
    break_(workers[2]!);
    expect(pair.busy).toBe(true);
    break_(workers[3]!);
    expect(pair.busy).toBe(false);
    expect(workers.length).toBe(4);
    expect(stages().filter((stage) => stage === 'failed').length).toBe(1);
    expect(events.at(-1)!.message).toMatch(/3 times in a row/);
    const answer = pair.search(1, queries);
    workers[0]!.found(1);
    expect(await documentOf(answer)).toBe(1);
    expect(pair.requestRefresh(third, third, 30)).toBe(true);
    workers[4]!.built();
    expect(pair.age(30)).toBe(0);
  });

  it('rejects `ready` and searches where the first build fails for good, and recovers with the next request', async () => {
    const { pair, workers } = scripted();
    pair.requestRefresh(first, first, 0);
    const waiting = pair.search(1, queries);
    for (const i of [0, 1, 2]) workers[i]!.crash('no WASM');
    await expect(pair.ready).rejects.toThrow(/could not be built: no WASM/);
    await expect(waiting).rejects.toMatchObject({ code: 'index-failed' });
    await expect(pair.search(1, queries)).rejects.toThrow(/None is being built/);
    pair.requestRefresh(second, second, 1);
    const later = pair.search(1, queries);
    workers[3]!.built();
    workers[3]!.found(3);
    expect(await documentOf(later)).toBe(3);
  });

  it('rebuilds a serving worker that died, and answers its searches afterwards', async () => {
    const { pair, workers } = await serving();
    const lost = pair.search(1, queries);
    workers[0]!.crash();
    const meanwhile = pair.search(1, queries);
    expect(workers[1]!.all('build')[0]!.document).toBe(first);
    expect(workers[1]!.all('search').length).toBe(0);
    workers[1]!.built();
    expect(pair.served!.takenAtStep).toBe(10);
    expect(workers[1]!.all('search').length).toBe(2);
    workers[1]!.found(5);
    expect([await documentOf(lost), await documentOf(meanwhile)]).toEqual([5, 5]);
  });

  it('has the other worker serve its older index until the dead one is back', async () => {
    const { pair, workers } = await serving();
    pair.requestRefresh(second, second, 20);
    workers[1]!.built(); // worker 1 serves step 20, worker 0 holds step 10
    const search = pair.search(1, queries);
    workers[1]!.crash();
    expect(pair.age(20)).toBe(10);
    workers[0]!.found(9);
    expect(await documentOf(search)).toBe(9);
    expect(workers[2]!.all('build')[0]!.document).toBe(second);
    workers[2]!.built();
    expect(pair.age(20)).toBe(0);
  });

  it('never swaps back to an older snapshot, though steps begin anew', async () => {
    const { pair, workers, events } = await serving();
    pair.requestRefresh(second, second, 0); // a new phase: step 0 again
    workers[0]!.crash(); // step 10 is rebuilt in worker 2 while worker 1 builds the newer one
    workers[1]!.built();
    expect(pair.served!.takenAtStep).toBe(0);
    workers[2]!.built();
    expect(pair.served!.takenAtStep).toBe(0);
    expect(events.at(-1)).toMatchObject({ requestedAtStep: 10, message: expect.stringMatching(/newer/) });
    expect(pair.busy).toBe(false);
  });

  it('gives up a search that kills its worker each time', async () => {
    const { pair, workers } = await serving();
    const poison = pair.search(1, queries);
    const rejected = expect(poison).rejects.toMatchObject({ code: 'worker-died' });
    for (const i of [0, 1, 2]) {
      workers[i]!.crash();
      workers[i + 1]!.built();
    }
    await rejected;
    expect(workers[3]!.all('search').length).toBe(0);
  });

  it('passes on why a search was refused, and stays alive', async () => {
    const { pair, workers } = await serving();
    const search = pair.search(1, queries);
    const { requestId } = workers[0]!.all('search')[0]!;
    workers[0]!.say({ type: 'failed', requestId, error: { code: 'not-finite', message: 'NaN' } });
    await expect(search).rejects.toMatchObject({ code: 'not-finite', message: 'NaN' });
    expect(workers.length).toBe(1);
  });

  it('cancels what waits on destroy, and does nothing afterwards', async () => {
    const { pair, workers } = scripted();
    pair.requestRefresh(first, first, 0);
    const waiting = pair.search(1, queries);
    pair.destroy();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await expect(pair.ready).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers.map((worker) => worker.alive)).toEqual([false]);
    expect(pair.requestRefresh(first, first, 1)).toBe(false);
    expect(pair.killBuilder()).toBe(false);
    await expect(pair.search(1, queries)).rejects.toThrow(/closed/);
  });

  it('starts no worker for a build that was cancelled by whoever heard of it', () => {
    const { pair, workers } = scripted();
    pair.onEvent = () => pair.destroy();
    pair.requestRefresh(first, first, 0);
    expect(workers.length).toBe(0);
  });
});

describe('IndexPair, silence', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('counts a builder as dead that says nothing for the time-out, progress keeps it alive', async () => {
    const { pair, workers, events } = await serving(1000);
    pair.requestRefresh(second, second, 20);
    vi.advanceTimersByTime(900);
    workers[1]!.progress();
    vi.advanceTimersByTime(900);
    expect(workers[1]!.alive).toBe(true);
    vi.advanceTimersByTime(200);
    expect(workers[1]!.alive).toBe(false);
    expect(events.at(-1)!.message).toMatch(/nothing was heard of it for 1 s/);
    workers[2]!.built();
    vi.advanceTimersByTime(10_000);
    expect(workers[2]!.alive).toBe(true); // it owes nothing
    expect(workers[0]!.alive).toBe(true);
  });

  it('keeps a builder alive by heartbeats alone, which are no event of the refresh', async () => {
    const { pair, workers, events } = await serving(1000);
    pair.requestRefresh(second, second, 20);
    const before = events.length;
    for (let i = 0; i < 30; i++) {
      vi.advanceTimersByTime(900);
      workers[1]!.say({ type: 'heartbeat' });
    }
    expect(workers[1]!.alive).toBe(true);
    expect(events.length).toBe(before);
    vi.advanceTimersByTime(1100);
    expect(workers[1]!.alive).toBe(false);
  });

  it('ends a worker that could not be given its documents', () => {
    const workers: ScriptedWorker[] = [];
    const pair = new IndexPair(() => {
      const worker = new ScriptedWorker();
      worker.postMessage = () => {
        throw new Error('out of memory');
      };
      workers.push(worker);
      return worker;
    });
    pair.start(packSequences([[1]]), smallEmbedder, exactSettings);
    pair.requestRefresh(first, first, 0);
    expect(workers.map((worker) => worker.alive)).toEqual([false, false, false]);
  });

  it('counts a serving worker as dead that does not answer, however often it is asked', async () => {
    const { pair, workers } = await serving(1000);
    const answers = [pair.search(1, queries)];
    for (let i = 0; i < 3; i++) {
      vi.advanceTimersByTime(400);
      answers.push(pair.search(1, queries));
    }
    expect(workers[0]!.alive).toBe(false);
    workers[1]!.built();
    workers[1]!.found(2);
    expect(await Promise.all(answers.map(documentOf))).toEqual([2, 2, 2, 2]);
  });

  it('holds a finished index back until its swap is called for, and waits where it is not finished', async () => {
    const { pair, workers } = await serving();
    pair.swapsWhenReady = false;
    pair.requestRefresh(second, second, 20);
    let swapped = false;
    const swap = pair.swap().then(() => {
      swapped = true;
    });
    await Promise.resolve();
    expect(swapped).toBe(false);
    workers[1]!.built();
    await swap;
    expect(pair.served!.takenAtStep).toBe(20);

    pair.requestRefresh(third, third, 30);
    workers[0]!.built();
    expect(pair.served!.takenAtStep).toBe(20);
    expect(pair.requestRefresh(first, first, 31)).toBe(false);
    await pair.swap();
    expect(pair.served!.takenAtStep).toBe(30);
    await pair.swap();
    expect(pair.served!.takenAtStep).toBe(30);
  });

  it('builds a held index again where its worker dies before the swap', async () => {
    const { pair, workers } = await serving();
    pair.swapsWhenReady = false;
    pair.requestRefresh(second, second, 20);
    workers[1]!.built();
    workers[1]!.crash();
    expect(workers.length).toBe(3);
    workers[2]!.built();
    await pair.swap();
    expect(pair.served!.takenAtStep).toBe(20);
  });
});
