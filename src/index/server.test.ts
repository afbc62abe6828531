import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EncoderSnapshot } from '../models/config.ts';
import { packSequences, sequenceAt, sequenceCount, type TokenSequences } from '../text/tokenizer/tokens.ts';
import type { Embedder, OnProgress } from './embedder.ts';
import type { IndexEvent, IndexRequest } from './messages.ts';
import { IndexPair, type IndexWorkerLike } from './refresh.ts';
import { IndexServer } from './server.ts';
import { exactSettings } from './settings.ts';
import { randomSnapshot, smallEmbedder } from './testing.ts';

const config = { ...smallEmbedder, projection: 2 };
const plain = randomSnapshot(config, 1);
const negated = randomSnapshot(config, 2);

/** Stands in for ONNX: token t → (t, 1), or (−t, 1) for `negated`. Counts what it embeds, and waits where it is told to. */
class Bench {
  readonly events: IndexEvent[] = [];
  readonly embedded: number[] = [];
  live = 0;
  made = 0;
  gate: Promise<void> = Promise.resolve();
  failure: Error | null = null;
  /** How long a sequence takes. */
  batchMs = 0;
  /** How long an embedder takes to load. */
  loadMs = 0;
  private onEvent: (event: IndexEvent) => void = () => {};
  private wake: (() => void) | null = null;

  readonly server = new IndexServer(
    (event) => {
      this.events.push(event);
      this.onEvent(event);
      this.wake?.();
    },
    async (snapshot) => {
      if (this.loadMs > 0) await new Promise((resolve) => setTimeout(resolve, this.loadMs));
      return this.embedder(snapshot);
    },
  );

  constructor(private readonly documents: TokenSequences) {
    this.send({ type: 'init', documents, config, settings: exactSettings });
  }

  send(request: IndexRequest): void {
    this.server.receive(request);
  }

  /** The same as a worker, without a thread. */
  worker(): IndexWorkerLike {
    const worker: IndexWorkerLike = {
      onmessage: null,
      onerror: null,
      terminate: () => {},
      postMessage: (request) =>
        this.send(request.type === 'init' ? { ...request, documents: this.documents } : request),
    };
    this.onEvent = (data) => worker.onmessage?.(new MessageEvent('message', { data }));
    return worker;
  }

  async next<T extends IndexEvent['type']>(type: T, from = 0): Promise<Extract<IndexEvent, { type: T }>> {
    while (true) {
      const found = this.events.slice(from).find((event) => event.type === type);
      if (found) return found as Extract<IndexEvent, { type: T }>;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  private embedder(snapshot: EncoderSnapshot): Embedder {
    this.made++;
    this.live++;
    const sign = snapshot.parameters === negated.parameters ? -1 : 1;
    return {
      embed: async (sequences: TokenSequences, onProgress?: OnProgress) => {
        const count = sequenceCount(sequences);
        const out = new Float32Array(count * 2);
        for (let i = 0; i < count; i++) {
          const token = sequenceAt(sequences, i)[0]!;
          out.set([sign * token, 1], i * 2);
          if (this.batchMs > 0) await new Promise((resolve) => setTimeout(resolve, this.batchMs));
          await onProgress?.(i + 1, count);
          if (sequences !== this.documents) continue; // queries
          this.embedded.push(token);
          await this.gate;
          if (this.failure) throw this.failure;
        }
        return out;
      },
      destroy: async () => {
        this.live--;
      },
    };
  }
}

const tokens = Array.from({ length: 40 }, (_, i) => [i + 1]);

describe('IndexServer', () => {
  it('embeds each document once, tells at most ten times a stage, and finds by inner product', async () => {
    const bench = new Bench(packSequences(tokens));
    bench.send({ type: 'build', buildId: 3, document: plain, query: plain });
    expect(await bench.next('built')).toMatchObject({ buildId: 3, recall: 1 });
    expect(bench.embedded).toEqual(tokens.map(([token]) => token));
    const embed = bench.events.filter((event) => event.type === 'progress' && event.stage === 'embed');
    expect(embed.length).toBe(10);
    expect(embed.at(-1)).toMatchObject({ buildId: 3, done: 40, total: 40 });
    bench.send({ type: 'search', requestId: 7, k: 3, queries: packSequences([[5], [2]]) });
    // (5, 1) · (t, 1) = 5t + 1: the largest token, document 39, comes first.
    const found = await bench.next('found');
    expect(found.requestId).toBe(7);
    expect([...found.documents]).toEqual([39, 38, 37, 39, 38, 37]);
    expect([...found.scores]).toEqual([201, 196, 191, 81, 79, 77]);
  });

  it('brings the embeddings of probes along in place of a recall', async () => {
    const bench = new Bench(packSequences(tokens));
    bench.send({ type: 'build', buildId: 1, document: plain, query: plain, probes: Int32Array.of(39, 0) });
    const { recall, probes } = await bench.next('built');
    expect(recall).toBeNaN();
    expect([...probes!]).toEqual([40, 1, 1, 1]);
  });

  it('takes query embeddings made elsewhere, and pads where fewer documents exist than are asked for', async () => {
    const bench = new Bench(packSequences([[1], [2]]));
    bench.send({ type: 'build', buildId: 1, document: plain, query: plain });
    await bench.next('built');
    bench.send({ type: 'search', requestId: 1, k: 3, embeddings: Float32Array.of(-1, 0) });
    const found = await bench.next('found');
    expect([...found.documents]).toEqual([0, 1, -1]);
    expect([...found.scores]).toEqual([-1, -2, Number.NEGATIVE_INFINITY]);
  });

  it('fails a search before the first build, also while that build goes on', async () => {
    const bench = new Bench(packSequences(tokens));
    bench.send({ type: 'search', requestId: 1, k: 1, queries: packSequences([[1]]) });
    expect(await bench.next('failed')).toMatchObject({ requestId: 1, error: { code: 'index-failed' } });
    const seen = bench.events.length;
    bench.send({ type: 'build', buildId: 1, document: plain, query: plain });
    await bench.next('progress');
    bench.send({ type: 'search', requestId: 2, k: 1, queries: packSequences([[1]]) });
    expect(await bench.next('failed', seen)).toMatchObject({ requestId: 2 });
    await bench.next('built');
  });

  it('answers from the previous index while the next is built, and from the next afterwards', async () => {
    const bench = new Bench(packSequences(tokens));
    bench.send({ type: 'build', buildId: 1, document: plain, query: plain });
    await bench.next('built');
    let open = () => {};
    bench.gate = new Promise((resolve) => {
      open = resolve;
    });
    const seen = bench.events.length;
    // Documents negated, queries not: document 0 becomes the best.
    bench.send({ type: 'build', buildId: 2, document: negated, query: plain });
    bench.send({ type: 'search', requestId: 1, k: 1, queries: packSequences([[5]]) });
    expect([...(await bench.next('found', seen)).documents]).toEqual([39]);
    expect(bench.events.slice(seen).some((event) => event.type === 'built')).toBe(false);
    open();
    await bench.next('built', seen);
    const after = bench.events.length;
    bench.send({ type: 'search', requestId: 2, k: 1, queries: packSequences([[5]]) });
    expect([...(await bench.next('found', after)).documents]).toEqual([0]);
  });

  it('reports a build that fails, keeps serving, and builds again', async () => {
    const bench = new Bench(packSequences(tokens));
    bench.send({ type: 'build', buildId: 1, document: plain, query: plain });
    await bench.next('built');
    bench.failure = new Error('no memory');
    bench.send({ type: 'build', buildId: 2, document: negated, query: negated });
    const failed = await bench.next('failed');
    expect(failed.buildId).toBe(2);
    expect(failed.error.message).toContain('no memory');
    bench.failure = null;
    bench.send({ type: 'search', requestId: 1, k: 1, queries: packSequences([[5]]) });
    expect([...(await bench.next('found')).documents]).toEqual([39]);
    bench.send({ type: 'build', buildId: 3, document: negated, query: negated });
    expect((await bench.next('built', bench.events.indexOf(failed))).buildId).toBe(3);
  });

  it('shares one embedder where query and document do, and frees those of a replaced index', async () => {
    const bench = new Bench(packSequences(tokens));
    bench.send({ type: 'build', buildId: 1, document: plain, query: plain });
    await bench.next('built');
    expect([bench.made, bench.live]).toEqual([1, 1]);
    const seen = bench.events.length;
    bench.send({ type: 'build', buildId: 2, document: negated, query: plain });
    await bench.next('built', seen);
    await new Promise((resolve) => setTimeout(resolve));
    expect([bench.made, bench.live]).toEqual([3, 1]);
  });

  it('refuses what does not fit', async () => {
    const bench = new Bench(packSequences(tokens));
    bench.send({ type: 'build', buildId: 1, document: plain, query: plain });
    bench.send({ type: 'build', buildId: 2, document: plain, query: plain });
    expect(await bench.next('failed')).toMatchObject({
      buildId: 2,
      error: { message: expect.stringMatching(/already/) },
    });
    await bench.next('built');
    let seen = bench.events.length;
    bench.send({ type: 'search', requestId: 1, k: 1, embeddings: new Float32Array(3) });
    expect((await bench.next('failed', seen)).error.message).toMatch(/3 numbers.*2 dimensions/);
    seen = bench.events.length;
    const wide = { ...plain, config: { ...config, projection: 3 } };
    bench.send({ type: 'build', buildId: 3, document: wide, query: wide });
    expect((await bench.next('failed', seen)).error.message).toMatch(/dimension is 3.*opened with 2/);
    seen = bench.events.length;
    bench.send({ type: 'search', requestId: 2, k: 1, embeddings: Float32Array.of(Number.NaN, 0) });
    expect((await bench.next('failed', seen)).error.code).toBe('not-finite');
  });

  it('builds an empty index from no documents', async () => {
    const bench = new Bench(packSequences([]));
    bench.send({ type: 'build', buildId: 1, document: plain, query: plain });
    expect(await bench.next('built')).toMatchObject({ recall: 1 });
    bench.send({ type: 'search', requestId: 1, k: 2, queries: packSequences([[1]]) });
    expect([...(await bench.next('found')).documents]).toEqual([-1, -1]);
  });
});

describe('IndexServer, signs of life', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** The longest time without an event, and how many there were, until one of the type comes. */
  async function silence(bench: Bench, type: IndexEvent['type']) {
    const seen = bench.events.length;
    let longest = 0;
    let last = performance.now();
    for (let count = seen; !bench.events.slice(seen).some((event) => event.type === type); ) {
      await vi.advanceTimersByTimeAsync(100);
      if (bench.events.length > count) last = performance.now();
      count = bench.events.length;
      longest = Math.max(longest, performance.now() - last);
      if (longest > 1e6) throw new Error('it hangs');
    }
    return { longest, events: bench.events.slice(seen) };
  }

  it('is heard of every second while it embeds, however long a tenth of the documents takes', async () => {
    const bench = new Bench(packSequences(tokens));
    bench.batchMs = 30_000; // a tenth: two minutes
    bench.send({ type: 'build', buildId: 1, document: plain, query: plain });
    expect((await silence(bench, 'built')).longest).toBeLessThanOrEqual(31_000);
    bench.batchMs = 300;
    bench.send({ type: 'build', buildId: 2, document: plain, query: plain });
    const { longest, events } = await silence(bench, 'built');
    expect(longest).toBeLessThanOrEqual(1300);
    expect(events.filter(({ type }) => type === 'heartbeat').length).toBeLessThanOrEqual(13); // of 12 s
    bench.send({ type: 'search', requestId: 1, k: 1, queries: packSequences(tokens) });
    expect((await silence(bench, 'found')).longest).toBeLessThanOrEqual(1300);
  });

  it('is heard of while it loads the embedder, but not for ever', async () => {
    const bench = new Bench(packSequences(tokens));
    bench.loadMs = 200_000;
    bench.send({ type: 'build', buildId: 1, document: plain, query: plain });
    expect((await silence(bench, 'built')).longest).toBeLessThanOrEqual(2100);
    bench.loadMs = 4_000_000;
    bench.send({ type: 'build', buildId: 2, document: plain, query: plain });
    await vi.advanceTimersByTimeAsync(400_000);
    const heard = bench.events.length;
    await vi.advanceTimersByTimeAsync(400_000);
    expect(bench.events.length).toBe(heard);
  });

  it('keeps a slow builder alive in the double buffer, and a hanging one does not live', async () => {
    const benches: Bench[] = [];
    const pair = new IndexPair(() => {
      const bench = new Bench(packSequences(tokens));
      bench.batchMs = 30_000;
      if (benches.length === 1) bench.gate = new Promise(() => {}); // the second worker hangs after its first batch
      benches.push(bench);
      return bench.worker();
    });
    pair.start(packSequences(tokens), config, exactSettings);
    pair.requestRefresh(plain, plain, 0);
    await vi.advanceTimersByTimeAsync(40 * 30_000 + 1000);
    expect(pair.served?.takenAtStep).toBe(0);
    expect(benches.length).toBe(1);
    pair.requestRefresh(negated, negated, 1);
    await vi.advanceTimersByTimeAsync(100_000);
    expect(benches.length).toBe(3); // the hanging one was replaced
    await vi.advanceTimersByTimeAsync(40 * 30_000);
    expect(pair.served?.takenAtStep).toBe(1);
    pair.destroy();
  });
});
