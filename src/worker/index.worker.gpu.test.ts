import { afterEach, describe, expect, it } from 'vitest';
import type { RefreshEvent } from '../index/messages.ts';
import { IndexPair, type IndexWorkerLike } from '../index/refresh.ts';
import type { IndexSettings } from '../index/settings.ts';
import { startIndexWorker } from '../index/shards.ts';
import { randomSequences, randomSnapshot, referenceEmbedding, smallEmbedder } from '../index/testing.ts';
import type { EmbedderSnapshot } from '../models/config.ts';
import { packSequences, sequenceAt, sequenceCount, type TokenSequences } from '../text/tokenizer/tokens.ts';
import { spawnIndexWorker } from './index-client.ts';

const config = { ...smallEmbedder, width: 16, projection: 12, directPath: true };
const settings: IndexSettings = {
  kind: 'hnsw',
  space: 'ip',
  m: 16,
  efConstruction: 200,
  efSearch: 300,
  provider: 'wasm',
  builders: 1,
};
const documents = randomSequences(300, config, 1);
const queries = randomSequences(10, config, 2);
const k = 8;
const first = randomSnapshot(config, 3);
const second = randomSnapshot(config, 4);

/** Embeddings in float64, straight from the formulas. */
function embeddings(snapshot: EmbedderSnapshot, sequences: TokenSequences): number[][] {
  return Array.from({ length: sequenceCount(sequences) }, (_, i) =>
    referenceEmbedding(snapshot, sequenceAt(sequences, i)),
  );
}

/** The best inner products of every query in float64: (10, k). */
function exactScores(document: EmbedderSnapshot, query: EmbedderSnapshot, among = documents): number[][] {
  const vectors = embeddings(document, among);
  return embeddings(query, queries).map((q) => {
    const scores = vectors.map((vector) => vector.reduce((sum, value, j) => sum + value * q[j]!, 0));
    return scores.sort((a, b) => b - a).slice(0, k);
  });
}

/** Share of the (10, k) scores that equal the exact ones rank by rank. */
function agreement(found: Float32Array, exact: number[][]): number {
  const wanted = exact.flat();
  return wanted.filter((score, i) => Math.abs(score - found[i]!) < 1e-4).length / wanted.length;
}

const pairs: IndexPair[] = [];

function openPair(overrides: Partial<IndexSettings> = {}) {
  const workers: Worker[] = [];
  const events: RefreshEvent[] = [];
  const pair = new IndexPair(() => {
    const worker = spawnIndexWorker();
    workers.push(worker as Worker);
    return worker as IndexWorkerLike;
  });
  pair.onEvent = (event) => events.push(event);
  pair.start(documents, config, { ...settings, ...overrides });
  pairs.push(pair);
  return { pair, workers, events };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

afterEach(() => {
  for (const pair of pairs.splice(0)) pair.destroy();
});

describe('index workers', () => {
  it.each([
    { kind: 'exact', space: 'ip', least: 1 },
    { kind: 'hnsw', space: 'ip', least: 0.95 },
    { kind: 'hnsw', space: 'bachrach', least: 0.95 },
  ] as const)('embed, build and search: $kind, $space', async ({ kind, space, least }) => {
    const { pair, events } = openPair({ kind, space });
    pair.requestRefresh(first, second, 0);
    const { documents: ids, scores } = await pair.search(k, queries);
    expect(agreement(scores, exactScores(first, second))).toBeGreaterThanOrEqual(least);
    expect(ids.every((id) => id >= 0 && id < 300)).toBe(true);
    expect(pair.served!.recall).toBeGreaterThanOrEqual(least);
    expect(pair.served!.embedMs).toBeGreaterThan(0);
    const embedding = events.filter((event) => event.stage === 'embedding');
    expect(embedding.length).toBeGreaterThan(1);
    expect(embedding.length).toBeLessThanOrEqual(10);
    expect(embedding.at(-1)).toMatchObject({ done: 300, total: 300 });
  });

  it('answer all the time while the next index is built, and its builder killed', async () => {
    const { pair, workers, events } = openPair();
    pair.requestRefresh(first, first, 0);
    await pair.ready;
    const before = exactScores(first, first);
    const after = exactScores(second, second);
    expect(pair.requestRefresh(second, second, 100)).toBe(true);
    let killed = false;
    let answers = 0;
    while (pair.served!.takenAtStep === 0) {
      if (!killed && events.at(-1)!.stage === 'embedding') {
        killed = pair.killBuilder();
        expect(pair.busy).toBe(true);
      }
      const served = pair.served!.takenAtStep;
      const { scores } = await pair.search(k, queries);
      if (served === 0) expect(agreement(scores, before)).toBeGreaterThan(0.95);
      answers++;
    }
    expect(killed).toBe(true);
    expect(workers.length).toBe(3);
    expect(answers).toBeGreaterThan(3);
    expect(pair.age(130)).toBe(30);
    expect(agreement((await pair.search(k, queries)).scores, after)).toBeGreaterThan(0.95);
    expect(events.filter((event) => event.stage === 'swapped').map((event) => event.requestedAtStep)).toEqual([0, 100]);
  });

  it('come back when the serving one is terminated from outside: its searches are answered after the time-out', async () => {
    const workers: Worker[] = [];
    const pair = new IndexPair(() => {
      workers.push(spawnIndexWorker() as Worker);
      return workers.at(-1) as IndexWorkerLike;
    }, 5000);
    pairs.push(pair);
    pair.start(documents, config, settings);
    pair.requestRefresh(first, first, 0);
    await pair.ready;
    workers[0]!.terminate();
    const { scores } = await pair.search(k, queries);
    expect(agreement(scores, exactScores(first, first))).toBeGreaterThan(0.95);
    expect(workers.length).toBe(2);
  });

  it('report a snapshot that they cannot use, three times, and take the next', async () => {
    const { pair, events } = openPair();
    const broken = { config, parameters: { ...first.parameters } };
    delete broken.parameters['projection.bias'];
    pair.requestRefresh(broken, broken, 0);
    await expect(pair.ready).rejects.toThrow(/projection\.bias/);
    expect(events.at(-1)!.stage).toBe('failed');
    pair.requestRefresh(first, first, 1);
    await until(() => pair.served !== null);
    expect(pair.age(1)).toBe(0);
  });
});

describe('index workers that share the documents', () => {
  // long enough that no two are alike, whose order would be left to rounding
  const all = randomSequences(700, config, 5);
  const distinct = packSequences(
    Array.from({ length: 700 }, (_, i) => sequenceAt(all, i)).filter((sequence) => sequence.length > 5),
  );
  const size = sequenceCount(distinct);

  function openShared(overrides: Partial<IndexSettings>) {
    const shared = { ...settings, ...overrides };
    let workers = 0;
    const pair = new IndexPair(() =>
      startIndexWorker(shared.builders, () => {
        workers++;
        return spawnIndexWorker();
      }),
    );
    pairs.push(pair);
    pair.start(distinct, config, shared);
    pair.requestRefresh(first, second, 0);
    return { pair, workers: () => workers };
  }

  it('find by exact search what one worker finds', async () => {
    const alone = openShared({ kind: 'exact', builders: 1 });
    const shared = openShared({ kind: 'exact', builders: 3 });
    const [one, three] = await Promise.all([alone.pair.search(k, queries), shared.pair.search(k, queries)]);
    expect([alone.workers(), shared.workers()]).toEqual([1, 3]);
    expect([...three.documents]).toEqual([...one.documents]);
    expect(agreement(three.scores, exactScores(first, second, distinct))).toBe(1);
    expect(Math.max(...three.documents)).toBeGreaterThan(size / 2); // the last shard was asked as well
  });

  it('find nearly all by HNSW, and are there again after they were killed', async () => {
    const { pair, workers } = openShared({ builders: 3 });
    const exact = exactScores(first, second, distinct);
    expect(agreement((await pair.search(k, queries)).scores, exact)).toBeGreaterThanOrEqual(0.95);
    expect(pair.served!.recall).toBeGreaterThanOrEqual(0.95);
    pair.requestRefresh(first, second, 10);
    expect(pair.killBuilder()).toBe(true);
    await until(() => pair.served!.takenAtStep === 10);
    expect(workers()).toBe(9);
    expect(agreement((await pair.search(k, queries)).scores, exact)).toBeGreaterThanOrEqual(0.95);
  });

  it('tell the recall of the merged search', async () => {
    // a poor graph, so that there is something to miss
    const { pair } = openShared({ builders: 3, m: 2, efConstruction: 4, efSearch: 8 });
    await pair.ready;
    const vectors = embeddings(first, distinct);
    const probes = Array.from({ length: 100 }, (_, i) => vectors[Math.floor((i * size) / 100)]!);
    const { scores } = await pair.search(k, Float32Array.from(probes.flat()));
    const recalls = probes.map((probe, i) => {
      const best = vectors.map((vector) => vector.reduce((sum, value, j) => sum + value * probe[j]!, 0));
      const threshold = best.sort((a, b) => b - a)[k - 1]! - 1e-4;
      return scores.subarray(i * k, (i + 1) * k).filter((score) => score >= threshold).length / k;
    });
    const recall = recalls.reduce((a, b) => a + b) / 100;
    expect(recall).toBeLessThan(0.98);
    expect(pair.served!.recall).toBeCloseTo(recall, 2);
  });
});
