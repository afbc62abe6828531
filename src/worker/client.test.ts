import { describe, expect, it } from 'vitest';
import { defaultConfig } from '../systems/realm/config.ts';
import { TrainClient, type WorkerLike } from './client.ts';
import type { CheckpointFiles, SessionInfo, TrainEvent, TrainRequest } from './protocol.ts';

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

  say(event: TrainEvent): void {
    this.onmessage?.({ data: event } as MessageEvent<TrainEvent>);
  }

  crash(message: string): void {
    this.onerror?.({ message } as ErrorEvent);
  }
}

function clientWithWorkers() {
  const workers: SilentWorker[] = [];
  const events: TrainEvent[] = [];
  const client = new TrainClient(() => {
    workers.push(new SilentWorker());
    return workers.at(-1)!;
  });
  client.subscribe((event) => events.push(event));
  return { client, workers, events };
}

const session = { config: defaultConfig } as SessionInfo;
const files = (): CheckpointFiles => ({ weights: new ArrayBuffer(4), config: '{}', tokenizer: '{}' });

describe('TrainClient', () => {
  it('starts a worker at the first open, and resolves at ready', async () => {
    const { client, workers, events } = clientWithWorkers();
    expect(workers).toHaveLength(0);
    const opened = client.open(defaultConfig);
    workers[0]!.say({ type: 'ready', session });
    expect(await opened).toBe(session);
    client.play();
    client.step(3);
    client.inspect(2);
    expect(workers[0]!.requests).toEqual([
      { type: 'open', config: defaultConfig },
      { type: 'play' },
      { type: 'step', count: 3 },
      { type: 'inspect', example: 2 },
    ]);
    expect(events).toEqual([{ type: 'ready', session }]);
  });

  it('rejects open with the worker’s error, and keeps the worker', async () => {
    const { client, workers } = clientWithWorkers();
    const opened = client.open(defaultConfig);
    workers[0]!.say({ type: 'failed', error: { code: 'bad-corpus', message: 'line 3: no title' } });
    await expect(opened).rejects.toMatchObject({ code: 'bad-corpus', message: 'line 3: no title' });
    expect(workers[0]!.isTerminated).toBe(false);
  });

  it('cancels an open that another overtakes', async () => {
    const { client, workers } = clientWithWorkers();
    const first = client.open(defaultConfig);
    const second = client.open(defaultConfig);
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    workers[0]!.say({ type: 'ready', session });
    await expect(second).resolves.toBe(session);
  });

  it('gives each checkpoint to whoever asked for it', async () => {
    const { client, workers } = clientWithWorkers();
    void client.open(defaultConfig);
    const [one, two] = [client.checkpoint(), client.checkpoint()];
    const ids = workers[0]!.requests.flatMap((request) => (request.type === 'checkpoint' ? [request.requestId] : []));
    const [filesOne, filesTwo] = [files(), files()];
    workers[0]!.say({ type: 'checkpoint', requestId: ids[1]!, files: filesTwo });
    workers[0]!.say({ type: 'checkpoint', requestId: ids[0]!, files: filesOne });
    expect(await one).toBe(filesOne);
    expect(await two).toBe(filesTwo);
  });

  it('reports a crash once, rejects what waits, and opens again in a new worker', async () => {
    const { client, workers, events } = clientWithWorkers();
    const opened = client.open(defaultConfig);
    const checkpoint = client.checkpoint();
    workers[0]!.crash('out of memory');
    await expect(opened).rejects.toMatchObject({ code: 'worker-died' });
    await expect(checkpoint).rejects.toMatchObject({ code: 'worker-died' });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ type: 'failed', error: { code: 'worker-died' } });
    expect(workers[0]!.isTerminated).toBe(true);

    const again = client.open(defaultConfig);
    workers[0]!.say({ type: 'failed', error: { code: 'internal', message: 'a late word of the dead' } });
    workers[1]!.say({ type: 'ready', session });
    await expect(again).resolves.toBe(session);
    expect(events).toHaveLength(2);
  });

  it('says so when something is asked of a worker that is not there', () => {
    const { client, events } = clientWithWorkers();
    client.play();
    expect(events[0]).toMatchObject({ type: 'failed', error: { code: 'worker-died' } });
  });

  it('rejects a checkpoint where the worker fails', async () => {
    const { client, workers } = clientWithWorkers();
    const opened = client.open(defaultConfig);
    workers[0]!.say({ type: 'ready', session });
    await opened;
    const checkpoint = client.checkpoint();
    workers[0]!.say({ type: 'failed', error: { code: 'not-finite', message: 'The loss became NaN.' } });
    await expect(checkpoint).rejects.toMatchObject({ code: 'not-finite' });
  });

  it('gives up on a checkpoint that does not come', async () => {
    const { client } = clientWithWorkers();
    void client.open(defaultConfig);
    await expect(client.checkpoint(5)).rejects.toMatchObject({ code: 'worker-died' });
  });

  it('tells a listener nothing after it has left', () => {
    const workers: SilentWorker[] = [];
    const client = new TrainClient(() => {
      workers.push(new SilentWorker());
      return workers[0]!;
    });
    const seen: string[] = [];
    const leave = client.subscribe((event) => seen.push(event.type));
    void client.open(defaultConfig);
    workers[0]!.say({ type: 'warning', message: 'a' });
    leave();
    workers[0]!.say({ type: 'warning', message: 'b' });
    expect(seen).toEqual(['warning']);
  });
});
