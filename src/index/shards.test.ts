import { describe, expect, it } from 'vitest';
import { packSequences, sequenceAt, sequenceCount, type TokenSequences } from '../text/tokenizer/tokens.ts';
import type { IndexEvent, IndexRequest } from './messages.ts';
import { IndexPair, type IndexWorkerLike } from './refresh.ts';
import { IndexServer } from './server.ts';
import { exactSettings } from './settings.ts';
import { ShardedIndexWorker, startIndexWorker } from './shards.ts';
import { randomSequences, randomSnapshot, smallEmbedder } from './testing.ts';
import { ScriptedWorker } from './testing-worker.ts';

const settings = { ...exactSettings, kind: 'hnsw', builders: 3 } as const;

const config = { ...smallEmbedder, projection: 2 };
const snapshot = randomSnapshot(config, 1);

const unitDocuments = (count: number): TokenSequences => packSequences(Array.from({ length: count }, () => [1]));

/** A worker of `builders` scripted ones, opened with so many documents of one token; what it says is kept. */
function scripted(documents: number, builders: number, kind: 'hnsw' | 'exact' = 'exact') {
  const shards: ScriptedWorker[] = [];
  const events: IndexEvent[] = [];
  const errors: string[] = [];
  const worker = new ShardedIndexWorker(builders, () => {
    shards.push(new ScriptedWorker());
    return shards.at(-1)!;
  });
  worker.onmessage = ({ data }) => events.push(data);
  worker.onerror = ({ message }) => errors.push(message);
  const init = { documents: unitDocuments(documents), config, settings: { ...settings, kind } };
  worker.postMessage({ type: 'init', ...init });
  return {
    worker,
    shards,
    events,
    errors,
    build: (buildId: number) => worker.postMessage({ type: 'build', buildId, document: snapshot, query: snapshot }),
    search: (requestId: number, k = 1) =>
      worker.postMessage({ type: 'search', requestId, k, embeddings: Float32Array.of(1, 0) }),
  };
}

/** Lets promises that are settled be heard of. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

/** A real server without a thread: its embedder turns token t into (t mod 5, t mod 3), so that many scores tie. */
class LocalWorker implements IndexWorkerLike {
  onmessage: IndexWorkerLike['onmessage'] = null;
  onerror: IndexWorkerLike['onerror'] = null;
  private readonly server = new IndexServer(
    (data, transfer = []) =>
      this.onmessage?.(new MessageEvent('message', { data: structuredClone(data, { transfer }) })),
    async () => ({
      embed: async (sequences) =>
        Float32Array.from({ length: 2 * sequenceCount(sequences) }, (_, i) => {
          return sequenceAt(sequences, i >> 1)[0]! % (i % 2 === 0 ? 5 : 3);
        }),
      destroy: async () => {},
    }),
  );

  postMessage(message: IndexRequest): void {
    this.server.receive(structuredClone(message));
  }

  terminate(): void {}
}

describe('ShardedIndexWorker, search', () => {
  const documents = randomSequences(23, config, 3);
  const queries = randomSequences(6, config, 4);
  const vector = (sequences: TokenSequences, i: number) => {
    const token = sequenceAt(sequences, i)[0]!;
    return [token % 5, token % 3] as const;
  };

  it.each([
    { builders: 1, k: 4 },
    { builders: 2, k: 8 },
    { builders: 3, k: 1 },
    { builders: 5, k: 9 },
    { builders: 8, k: 30 },
  ])('finds what sorting all documents finds: $builders builders, k $k', async ({ builders, k }) => {
    const worker = new ShardedIndexWorker(builders, () => new LocalWorker());
    const pair = new IndexPair(() => worker);
    pair.start(documents, config, { ...settings, kind: 'exact' });
    pair.requestRefresh(snapshot, snapshot, 0);
    const embeddings = Float32Array.from({ length: 12 }, (_, i) => vector(queries, i >> 1)[i % 2]!);
    const [byTokens, byEmbeddings] = await Promise.all([pair.search(k, queries), pair.search(k, embeddings)]);
    const expected = Array.from({ length: 6 }, (_, i) => {
      const query = vector(queries, i);
      const ranked = Array.from({ length: 23 }, (_, id) => {
        const document = vector(documents, id);
        return { id, score: document[0] * query[0] + document[1] * query[1] };
      }).sort((a, b) => b.score - a.score || a.id - b.id);
      return Array.from({ length: k }, (_, rank) => ranked[rank] ?? { id: -1, score: Number.NEGATIVE_INFINITY });
    }).flat();
    for (const found of [byTokens, byEmbeddings]) {
      expect([...found.documents]).toEqual(expected.map(({ id }) => id));
      expect([...found.scores]).toEqual(expected.map(({ score }) => score));
    }
    expect(pair.served!.recall).toBe(1);
    pair.destroy();
  });

  it('answers where there are no documents, and where none are asked for', async () => {
    const events: IndexEvent[] = [];
    const worker = new ShardedIndexWorker(3, () => new LocalWorker());
    worker.onmessage = ({ data }) => events.push(data);
    worker.postMessage({
      type: 'init',
      documents: packSequences([]),
      config,
      settings: { ...settings, kind: 'exact' },
    });
    worker.postMessage({ type: 'build', buildId: 1, document: snapshot, query: snapshot });
    while (events.length < 1) await settle();
    worker.postMessage({ type: 'search', requestId: 4, k: 2, queries: packSequences([[1]]) });
    worker.postMessage({ type: 'search', requestId: 5, k: 0, queries: packSequences([[1]]) });
    while (events.length < 3) await settle();
    const none = Number.NEGATIVE_INFINITY;
    expect(events[0]).toMatchObject({ type: 'built', buildId: 1, recall: 1 });
    expect(events[1]).toEqual({
      type: 'found',
      requestId: 4,
      documents: Int32Array.of(-1, -1),
      scores: Float32Array.of(none, none),
    });
    expect(events[2]).toMatchObject({ type: 'found', requestId: 5, documents: new Int32Array(0) });
  });

  it('refuses what one shard refuses, once, and answers the next', async () => {
    const { worker, shards, events, build, search } = scripted(2, 2);
    build(1);
    for (const shard of shards) shard.built();
    await settle();
    search(7);
    const { requestId } = shards[0]!.all('search')[0]!;
    shards[0]!.say({ type: 'failed', requestId, error: { code: 'not-finite', message: 'NaN' } });
    shards[1]!.found(0);
    await settle();
    const refused = { type: 'failed', requestId: 7, error: { code: 'not-finite', message: 'NaN' } };
    expect(events.slice(1)).toEqual([refused]);
    search(8);
    shards[0]!.found(0);
    shards[1]!.found(0);
    await settle();
    expect(events.slice(2)).toMatchObject([{ type: 'found', requestId: 8, documents: Int32Array.of(0) }]);
    expect(shards.every((shard) => shard.alive)).toBe(true);
    worker.terminate();
  });

  it('never mixes two builds in one answer', async () => {
    const { shards, events, build, search } = scripted(2, 2);
    const [first, second] = shards as [ScriptedWorker, ScriptedWorker];
    build(1);
    first.built();
    second.built();
    await settle();
    events.length = 0;
    build(2);
    search(1);
    second.found(0); // from build 1
    first.built();
    first.found(0); // asked before, answered from build 2
    search(2); // the shards are known to differ
    await settle();
    expect(events).toEqual([]);
    expect([first.all('search').length, second.all('search').length]).toEqual([1, 1]);
    second.built();
    await settle();
    expect([first.all('search').length, second.all('search').length]).toEqual([3, 3]);
    first.found(0);
    second.found(0);
    await settle();
    expect(events.map((event) => event.type)).toEqual(['built', 'found', 'found']);
  });
});

describe('ShardedIndexWorker, build', () => {
  it('gives each worker its own documents and nothing else', () => {
    const documents = packSequences([[1, 2, 3], [4], [5, 6], [7, 8, 9, 10]]);
    const shards: ScriptedWorker[] = [];
    const worker = new ShardedIndexWorker(2, () => {
      shards.push(new ScriptedWorker());
      return shards.at(-1)!;
    });
    worker.postMessage({ type: 'init', documents, config, settings });
    const own = shards.map((shard) => shard.all('init')[0]!.documents);
    expect(own).toEqual([
      packSequences([[1, 2, 3], [4]]),
      packSequences([
        [5, 6],
        [7, 8, 9, 10],
      ]),
    ]);
    expect(own.map(({ tokens }) => tokens.buffer.byteLength)).toEqual([16, 24]); // a view would be sent with its whole buffer
  });

  it('sums progress, and is embedding until the last shard has embedded', () => {
    const { shards, events, build } = scripted(10, 2);
    build(1);
    const say = (shard: number, stage: 'embed' | 'build', done: number) =>
      shards[shard]!.say({ type: 'progress', buildId: 1, stage, done, total: 5 });
    say(0, 'embed', 2);
    say(1, 'embed', 4);
    say(0, 'embed', 5);
    say(0, 'build', 3); // ahead of the other
    say(1, 'embed', 5);
    say(1, 'build', 1);
    say(0, 'build', 5);
    say(1, 'build', 5);
    const told = events.map((event) => event.type === 'progress' && [event.stage, event.done, event.total]);
    expect(told).toEqual([
      ['embed', 2, 10],
      ['embed', 6, 10],
      ['embed', 9, 10],
      ['embed', 10, 10],
      ['build', 4, 10],
      ['build', 6, 10],
      ['build', 10, 10],
    ]);
  });

  it('has built when all have, in the time of the slowest', async () => {
    const { shards, events, build } = scripted(3, 3);
    build(9);
    shards[0]!.say({ type: 'built', buildId: 9, embedMs: 5, buildMs: 30, recall: 1 });
    shards[2]!.say({ type: 'built', buildId: 9, embedMs: 8, buildMs: 10, recall: 1 });
    build(10);
    await settle();
    const refused = { type: 'failed', buildId: 10, error: { message: expect.stringMatching(/already/) } };
    expect(events).toMatchObject([refused]);
    shards[1]!.say({ type: 'built', buildId: 9, embedMs: 6, buildMs: 20, recall: 1 });
    await settle();
    expect(events[1]).toEqual({ type: 'built', buildId: 9, embedMs: 8, buildMs: 30, recall: 1 });
    expect(shards.map((shard) => shard.all('build').length)).toEqual([1, 1, 1]);
  });

  it('measures the recall of the merged search, which the shards cannot', async () => {
    const { shards, events, build } = scripted(16, 2, 'hnsw');
    build(1);
    shards.forEach((shard, i) => {
      const { probes } = shard.all('build')[0]!;
      expect([...probes!]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]); // all of its documents: there are fewer than 100
      const embeddings = new Float32Array(16).fill(i);
      shard.say({ type: 'built', buildId: 1, embedMs: 1, buildMs: 1, recall: Number.NaN, probes: embeddings });
    });
    await settle();
    // The best eight of every query are the first shard's. The second misses its own best throughout: nobody sees it. The first misses its
    // best in half of the 16 searches, where the second's best but one takes the eighth place: (8 · 1 + 8 · 7/8) / 16.
    shards.forEach((shard, i) => {
      const asked = shard.all('search');
      expect(asked.map(({ exact }) => exact ?? false)).toEqual([false, true]);
      for (const { requestId, exact, embeddings } of asked) {
        expect([...embeddings!]).toEqual([...Array(16).fill(0), ...Array(16).fill(1)]);
        const rows = Array.from({ length: 16 }, (_, query) => {
          const missed = !exact && (i === 1 || query % 2 === 0) ? 1 : 0;
          return Array.from({ length: 8 }, (_, rank) => (rank < 8 - missed ? rank + missed : -1));
        }).flat();
        const scores = Float32Array.from(rows, (id) => (id < 0 ? Number.NEGATIVE_INFINITY : 100 - 50 * i - id));
        shard.say({ type: 'found', requestId, documents: Int32Array.from(rows), scores });
      }
    });
    await settle();
    expect(events).toMatchObject([{ type: 'built', buildId: 1, recall: 0.9375 }]);
  });
});

describe('ShardedIndexWorker, failure', () => {
  it('fails with the error of the shard that fails, and ends them all', async () => {
    const { shards, events, build, search } = scripted(6, 3);
    build(4);
    shards[0]!.built();
    const error = { code: 'not-finite', message: 'The embedding of document 1 holds NaN.' } as const;
    shards[1]!.say({ type: 'failed', buildId: 4, error });
    const message = 'Builder 2 of 3 (its document 0 is document 2): The embedding of document 1 holds NaN.';
    expect(events).toEqual([{ type: 'failed', buildId: 4, error: { code: 'not-finite', message } }]);
    expect(shards.map((shard) => shard.alive)).toEqual([false, false, false]);
    shards[1]!.say({ type: 'failed', buildId: 4, error });
    shards[2]!.built();
    search(1);
    await settle();
    expect(events.length).toBe(1);
    expect(shards.flatMap((shard) => shard.all('search'))).toEqual([]);
  });

  it('is dead as soon as one shard is', () => {
    const { shards, errors, build } = scripted(6, 3);
    build(1);
    shards[2]!.crash('out of memory');
    shards[0]!.crash('too late');
    expect(errors).toEqual(['out of memory']);
    expect(shards.map((shard) => shard.alive)).toEqual([false, false, false]);
  });

  it('ends all on terminate, and says nothing afterwards, not even of what was under way', async () => {
    const { worker, shards, events, build, search } = scripted(2, 2);
    build(1);
    for (const shard of shards) shard.built();
    search(1);
    for (const shard of shards) shard.found(0);
    expect(events.map((event) => event.type)).toEqual(['built']);
    worker.terminate();
    build(2);
    await settle();
    expect(events.length).toBe(1);
    expect(shards.map((shard) => shard.alive)).toEqual([false, false]);
    expect(shards.map((shard) => shard.all('build').length)).toEqual([1, 1]);
  });

  it('leaves no worker behind where one of them cannot be started', () => {
    const shards: ScriptedWorker[] = [];
    const worker = new ShardedIndexWorker(3, () => {
      if (shards.length === 2) throw new Error('no more threads');
      shards.push(new ScriptedWorker());
      return shards.at(-1)!;
    });
    const documents = unitDocuments(3);
    expect(() => worker.postMessage({ type: 'init', documents, config, settings })).toThrow('no more threads');
    expect(shards.map((shard) => shard.alive)).toEqual([false, false]);
  });

  it('must be told of its documents first, and once', () => {
    const worker = new ShardedIndexWorker(2, () => new ScriptedWorker());
    const build = { type: 'build', buildId: 1, document: snapshot, query: snapshot } as const;
    expect(() => worker.postMessage(build)).toThrow(/`init`/);
    const init = { type: 'init', documents: unitDocuments(2), config, settings } as const;
    worker.postMessage(init);
    expect(() => worker.postMessage(init)).toThrow(/`init`/);
  });
});

describe('startIndexWorker', () => {
  it('is the worker itself where there is one builder', () => {
    const worker = new ScriptedWorker();
    expect(startIndexWorker(1, () => worker)).toBe(worker);
    expect(startIndexWorker(2, () => worker)).toBeInstanceOf(ShardedIndexWorker);
  });

  it.each([
    ['is killed', (pair: IndexPair) => pair.killBuilder()],
    ['loses one of its shards', (_: IndexPair, shards: ScriptedWorker[]) => shards[1]!.crash()],
  ])('a builder that %s is started again, with as many workers', async (_, harm) => {
    const shards: ScriptedWorker[] = [];
    const spawn = () => {
      shards.push(new ScriptedWorker());
      return shards.at(-1)!;
    };
    const pair = new IndexPair(() => startIndexWorker(3, spawn));
    pair.start(unitDocuments(3), config, { ...settings, kind: 'exact' });
    pair.requestRefresh(snapshot, snapshot, 5);
    const answer = pair.search(1, Float32Array.of(1, 0));
    shards[0]!.built();
    harm(pair, shards);
    expect(shards.map((shard) => shard.alive)).toEqual([false, false, false, true, true, true]);
    for (const shard of shards.slice(3)) {
      expect(shard.requests.map((request) => request.type)).toEqual(['init', 'build']);
      shard.built();
    }
    await pair.ready;
    expect(pair.served!.takenAtStep).toBe(5);
    shards[3]!.found(0);
    shards[4]!.found(0);
    shards[5]!.found(0);
    expect([...(await answer).documents]).toEqual([0]);
    pair.destroy();
    expect(shards.some((shard) => shard.alive)).toBe(false);
  });
});
