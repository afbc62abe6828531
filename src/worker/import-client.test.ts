import { describe, expect, it } from 'vitest';
import { importLimit } from '../text/import/limit.ts';
import type { ImportPreview } from '../text/import/preview.ts';
import { ImportClient, type ImportWorkerLike } from './import-client.ts';
import type { ImportEvent, ImportProgress, ImportRequest } from './import-messages.ts';

/** A worker that does nothing by itself. */
class SilentWorker implements ImportWorkerLike {
  onmessage: ImportWorkerLike['onmessage'] = null;
  onerror: ImportWorkerLike['onerror'] = null;
  requests: ImportRequest[] = [];
  isTerminated = false;

  postMessage(request: ImportRequest): void {
    this.requests.push(request);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  say(event: ImportEvent): void {
    this.onmessage?.({ data: event } as MessageEvent<ImportEvent>);
  }
}

function newClient() {
  const workers: SilentWorker[] = [];
  const progress: ImportProgress[] = [];
  const client = new ImportClient(
    (report) => progress.push(report),
    () => {
      workers.push(new SilentWorker());
      return workers.at(-1)!;
    },
  );
  return { client, workers, progress };
}

const preview = (format: string) => ({ format }) as ImportPreview;
const files = [{ path: 'a.txt', file: new Blob(['a']) }];

describe('ImportClient', () => {
  it('asks one worker and gives its answers in order', async () => {
    const { client, workers, progress } = newClient();
    const first = client.read('a.txt', files);
    const second = client.preview({ format: 'table' });
    const [worker] = workers;
    expect(worker!.requests.map(({ type }) => type)).toEqual(['read', 'preview']);
    worker!.say({ type: 'progress', progress: { stage: 'reading', done: 1, total: 1 } });
    worker!.say({ type: 'preview', preview: preview('text') });
    worker!.say({ type: 'failed', error: { code: 'bad-corpus', message: 'a.txt: no table.' } });
    expect((await first).format).toBe('text');
    await expect(second).rejects.toMatchObject({ code: 'bad-corpus', message: 'a.txt: no table.' });
    expect(progress).toHaveLength(1);
    expect(workers).toHaveLength(1);
  });

  it('refuses what is too large before a worker is started', async () => {
    const { client, workers } = newClient();
    const large = [{ path: 'b.txt', file: { size: importLimit } as Blob }, ...files];
    await expect(client.read('folder', large)).rejects.toMatchObject({ code: 'bad-corpus', message: /at most 100 MB/ });
    expect(workers).toHaveLength(0);
  });

  it('is cancelled in the middle of a file, and hears no more of it', async () => {
    const { client, workers, progress } = newClient();
    const reading = client.read('a.txt', files);
    client.close();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers[0]!.isTerminated).toBe(true);
    workers[0]!.say({ type: 'progress', progress: { stage: 'records', done: 5, total: 0 } });
    expect(progress).toEqual([]);
  });

  it('says it when the worker dies', async () => {
    const { client, workers } = newClient();
    const reading = client.read('a.txt', files);
    workers[0]!.onerror?.({ message: 'out of memory' } as ErrorEvent);
    await expect(reading).rejects.toMatchObject({
      code: 'worker-died',
      message: /out of memory.*Choose the file again/,
    });
    expect(workers[0]!.isTerminated).toBe(true);
  });
});
