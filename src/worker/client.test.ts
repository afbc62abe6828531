import { describe, expect, it, vi } from 'vitest';
import type { CheckpointFiles, SessionInfo } from '../run/records.ts';
import { defaultRealmConfig as config } from '../systems/realm/settings.ts';
import { type ClientEvent, TrainClient, type WorkerLike } from './client.ts';
import type { Opened, TrainMessage, TrainRequest } from './protocol.ts';

/** A worker that does nothing by itself. */
class SilentWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;
  requests: TrainRequest[] = [];
  isTerminated = false;

  postMessage(request: TrainRequest): void {
    this.requests.push(request);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  say(message: TrainMessage): void {
    this.onmessage?.({ data: message } as MessageEvent<TrainMessage>);
  }

  /** Answers the request of this number, from 0. */
  answer(number: number, answer: unknown): void {
    this.say({ type: 'answer', id: this.requests[number]!.id, answer });
  }

  refuse(number: number, error: { code: 'bad-corpus' | 'internal'; message: string }): void {
    this.say({ type: 'refusal', id: this.requests[number]!.id, error });
  }

  crash(message: string): void {
    this.onerror?.({ message } as ErrorEvent);
  }
}

function clientWithWorkers() {
  const workers: SilentWorker[] = [];
  const events: ClientEvent[] = [];
  const client = new TrainClient(() => {
    workers.push(new SilentWorker());
    return workers.at(-1)!;
  });
  client.subscribe((event) => events.push(event));
  return { client, workers, events };
}

const query = { runId: 'a', config };
const opened: Opened = { session: { runId: 'a' } as SessionInfo, moment: { phase: 'ict', step: 0 } };
const files = (): CheckpointFiles => ({ weights: new ArrayBuffer(4), config: '{}', tokenizer: '{}' });
const warning = (message: string): TrainMessage => ({ type: 'warning', message, runId: 'a' });

describe('TrainClient', () => {
  it('waits for a checkpoint as long as the worker is heard of, and no longer', async () => {
    vi.useFakeTimers();
    const { client, workers } = clientWithWorkers();
    client.warm();
    const [late, never] = [client.checkpoint(15_000), client.checkpoint(15_000)];
    const refused = expect(never).rejects.toMatchObject({
      code: 'worker-died',
      message: 'Nothing was heard of the worker for 15 s: pause and try again.',
    });
    for (let i = 0; i < 10; i++) {
      vi.advanceTimersByTime(14_000);
      workers[0]!.say(warning(`${i}`));
    }
    workers[0]!.answer(0, files());
    expect(await late).toEqual(files());
    vi.advanceTimersByTime(15_000);
    await refused;
    vi.useRealTimers();
  });

  it('opens in the worker that was started ahead', async () => {
    const { client, workers } = clientWithWorkers();
    client.warm();
    client.warm();
    const opening = client.open(query);
    expect(workers).toHaveLength(1);
    workers[0]!.answer(0, opened);
    expect(await opening).toEqual(opened);
  });

  it('starts a worker at the first open, and gives every question an id of its own', async () => {
    const { client, workers, events } = clientWithWorkers();
    expect(workers).toHaveLength(0);
    const opening = client.open(query);
    workers[0]!.answer(0, opened);
    expect(await opening).toBe(opened);
    void client.play();
    void client.step(3);
    void client.probes<{ example: { query: { index: number }; answer: null } }>()('example', { index: 2 });
    const asked = workers[0]!.requests;
    expect(asked.map(({ id: _, ...request }) => request)).toEqual([
      { type: 'open', query },
      { type: 'play', query: { until: [] } },
      { type: 'step', query: { count: 3 } },
      { type: 'probe', query: { name: 'example', query: { index: 2 } } },
    ]);
    expect(new Set(asked.map(({ id }) => id)).size).toBe(4);
    // an answer is no event
    expect(events).toEqual([]);
  });

  it('rejects a question with its own refusal, and that alone', async () => {
    const { client, workers, events } = clientWithWorkers();
    const opening = client.open(query);
    const playing = client.play();
    workers[0]!.refuse(0, { code: 'bad-corpus', message: 'line 3: no title' });
    await expect(opening).rejects.toMatchObject({ code: 'bad-corpus', message: 'line 3: no title' });
    workers[0]!.answer(1, opened.moment);
    expect(await playing).toBe(opened.moment);
    expect([workers[0]!.isTerminated, events]).toEqual([false, []]);
  });

  it('gives each answer and each progress to whoever asked', async () => {
    const { client, workers } = clientWithWorkers();
    const progress: string[] = [];
    void client.open(query, ({ stage, done, total }) => progress.push(`${stage} ${done} ${total}`)).catch(() => {});
    const [one, two] = [client.checkpoint(), client.checkpoint()];
    const [filesOne, filesTwo] = [files(), files()];
    const { id } = workers[0]!.requests[0]!;
    workers[0]!.answer(2, filesTwo);
    workers[0]!.say({ type: 'progress', id, stage: 'loading-corpus', done: 1, total: 2 });
    workers[0]!.say({ type: 'progress', id: id + 1, stage: 'x', done: 0, total: 0 });
    workers[0]!.answer(1, filesOne);
    expect(await one).toBe(filesOne);
    expect(await two).toBe(filesTwo);
    expect(progress).toEqual(['loading-corpus 1 2']);
    client.close();
  });

  it('cancels a probe by its id when its signal is aborted, and none that is settled', async () => {
    const { client, workers } = clientWithWorkers();
    const opening = client.open(query);
    const [worker] = workers as [SilentWorker];
    worker.answer(0, opened);
    await opening;
    const probes = client.probes<{ long: { query: null; answer: number } }>();
    const signals = [new AbortController(), new AbortController()] as const;
    const [first, second] = signals.map(({ signal }) => probes('long', null, undefined, signal));
    worker.answer(1, 7);
    expect(await first).toBe(7);
    for (const signal of signals) signal.abort();
    expect(worker.requests.slice(3)).toMatchObject([{ type: 'cancel', query: { probe: worker.requests[2]!.id } }]);
    const rejected = expect(second).rejects.toMatchObject({ code: 'worker-died' });
    worker.crash('out of memory');
    await rejected;
  });

  it('cancels the probes whose progress is listened to, and no other question', async () => {
    const { client, workers } = clientWithWorkers();
    const opening = client.open(query);
    const [worker] = workers as [SilentWorker];
    worker.answer(0, opened);
    await opening;
    const probes = client.probes<{ any: { query: null; answer: number } }>();
    const asked = [probes('any', null), probes('any', null, () => {}), client.checkpoint()];
    client.cancelLongProbes();
    expect(worker.requests.slice(4)).toMatchObject([{ type: 'cancel', query: { probe: worker.requests[2]!.id } }]);
    client.close();
    await Promise.all(asked.map((one) => expect(one).rejects.toMatchObject({ code: 'cancelled' })));
  });

  it('reports a crash once, rejects what waits, and opens again in a new worker', async () => {
    const { client, workers, events } = clientWithWorkers();
    const opening = client.open(query);
    const checkpoint = client.checkpoint();
    workers[0]!.crash('out of memory');
    await expect(opening).rejects.toMatchObject({ code: 'worker-died' });
    await expect(checkpoint).rejects.toMatchObject({ code: 'worker-died' });
    expect(events).toMatchObject([{ type: 'died', error: { code: 'worker-died' } }]);
    expect(workers[0]!.isTerminated).toBe(true);

    const again = client.open(query);
    workers[0]!.say(warning('a late word of the dead'));
    workers[1]!.answer(0, opened);
    await expect(again).resolves.toBe(opened);
    expect(events).toHaveLength(1);
  });

  it('rejects a question to a worker that is not there, and starts none', async () => {
    const { client, workers } = clientWithWorkers();
    await expect(client.play()).rejects.toMatchObject({ code: 'worker-died', message: /open a run first/ });
    expect(workers).toHaveLength(0);
  });

  it('keeps what waits where the run fails: each question is answered or refused by itself', async () => {
    const { client, workers, events } = clientWithWorkers();
    void client.open(query).catch(() => {});
    const checkpoint = client.checkpoint();
    const { moment } = opened;
    const error = { code: 'not-finite' as const, message: 'The loss became NaN.' };
    workers[0]!.say({ type: 'failed', error, moment, evaluating: null, runId: 'a' });
    const kept = files();
    workers[0]!.answer(1, kept);
    expect(await checkpoint).toBe(kept);
    expect(events).toEqual([{ type: 'failed', error, moment, evaluating: null, runId: 'a' }]);
    client.close();
  });

  it('gives up on a checkpoint that does not come, and drops it when it comes late', async () => {
    const { client, workers } = clientWithWorkers();
    void client.open(query).catch(() => {});
    await expect(client.checkpoint(5)).rejects.toMatchObject({ code: 'worker-died', message: /0\.005 s/ });
    workers[0]!.answer(1, files());
    client.close();
  });

  it('rejects what cannot be sent', async () => {
    const { client, workers } = clientWithWorkers();
    void client.open(query).catch(() => {});
    workers[0]!.postMessage = () => {
      throw new Error('it cannot be cloned');
    };
    await expect(client.play()).rejects.toThrow('it cannot be cloned');
    client.close();
  });

  it('cancels what waits when it is closed', async () => {
    const { client, workers } = clientWithWorkers();
    const opening = client.open(query);
    client.close();
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers[0]!.isTerminated).toBe(true);
  });

  it('calls no listener after it has left', () => {
    const { client, workers } = clientWithWorkers();
    const seen: string[] = [];
    const leave = client.subscribe((event) => seen.push(event.type));
    void client.open(query).catch(() => {});
    workers[0]!.say(warning('a'));
    leave();
    workers[0]!.say(warning('b'));
    expect(seen).toEqual(['warning']);
    client.close();
  });
});
