import { beforeEach, describe, expect, it } from 'vitest';
import { exactSettings } from '../../index/settings.ts';
import { randomSnapshot, smallEmbedder } from '../../index/testing.ts';
import { ScriptedWorker } from '../../index/testing-worker.ts';
import { RefreshedIndex } from '../../run/refreshed-index.ts';
import { packSequences } from '../../text/tokenizer/tokens.ts';
import { HardNegatives } from './hard-negatives.ts';
import type { PairSource } from './pairs.ts';

const breathe = () => new Promise((resolve) => setTimeout(resolve));

/** Block 3 is a copy of block 1. */
const identities = ['a', 'b', 'c', 'b', 'd'];
const rights = [new Set(['a']), new Set(['b', 'd'])];

/** Answers every search with one ranking of the blocks. */
class RankingWorker extends ScriptedWorker {
  ranking = [0, 1, 2, 3, 4];

  override postMessage(request: Parameters<ScriptedWorker['postMessage']>[0]): void {
    super.postMessage(request);
    if (request.type !== 'search') return;
    const { requestId, k, embeddings } = request;
    const documents = new Int32Array((embeddings!.length / 2) * k).map((_, i) => this.ranking[i % k] ?? -1);
    this.say({ type: 'found', requestId, documents, scores: new Float32Array(documents.length) });
  }
}

describe('hard negatives', () => {
  let workers: RankingWorker[];
  let written: number[];
  let mined: HardNegatives;
  const build = async (ranking: number[]) => {
    await breathe();
    const worker = workers.find((one) => one.all('build').length > built.get(one)!)!;
    built.set(worker, worker.all('build').length);
    worker.ranking = ranking;
    worker.built();
  };
  let built: Map<RankingWorker, number>;
  const both = () => [mined.of(0), mined.of(1)];

  beforeEach(async () => {
    [workers, written, built] = [[], [], new Map()];
    let reads = 0;
    const store = {
      read: async () => Float32Array.of(++reads),
      write: (_name: string, [value]: Float32Array) => void written.push(value!),
    };
    const integers = () => new Uint32Array(64);
    const plan = { integers, run: async () => ({ embeddings: new Float32Array(128) }) };
    const engine = { store, snapshot: { store, plan: async () => plan } };
    const parts = {
      engine,
      model: { lm: { width: 2 } },
      prompts: { next: { words: [], slots: [] }, self: { words: [], slots: [] } },
      lengths: { query: 1, passage: 1 },
      prepared: { blocks: identities.map((identity) => ({ identity })) },
      config: { tune: { minedDepth: 2, query: 'next' } },
    };
    const source: PairSource = {
      items: 2,
      draw: () => {
        throw new Error('Nothing is drawn.');
      },
      mined: (item) => ({ query: [item], right: rights[item]! }),
    };
    const snapshot = randomSnapshot(smallEmbedder, 1);
    const index = new RefreshedIndex(
      engine as never,
      { encoder: smallEmbedder, prefix: '', snapshots: () => ({ document: snapshot, query: snapshot }) },
      packSequences(identities.map(() => [1])),
      { index: exactSettings, refreshEvery: 4, swapAfter: 2 },
      {
        ...{ onRefresh() {}, onWarning() {}, onFailure() {} },
        spawnIndexWorker() {
          const worker = new RankingWorker();
          workers.push(worker);
          built.set(worker, 0);
          return worker;
        },
      },
    );
    mined = new HardNegatives(parts as never, source, index);
    expect(both()).toEqual([[], []]);
    const starting = mined.start(0);
    await build([0, 1, 2, 3, 4]);
    await starting;
  });

  it('are the nearest blocks that do not answer the query, copies once', () => {
    expect(both()).toEqual([
      [1, 2],
      [0, 2],
    ]);
  });

  it('are those of a new index when it is due, for which training waits, by the parameters of its snapshot', async () => {
    for (let step = 1; step <= 5; step++) await mined.after(step, 9);
    expect(mined.of(0)).toEqual([1, 2]);
    let waited = true;
    const due = mined.after(6, 9).then(() => {
      waited = false;
    });
    await breathe();
    expect([waited, mined.of(0)]).toEqual([true, [1, 2]]);
    await build([4, 3, 2, 1, 0]);
    await due;
    expect(both()).toEqual([
      [4, 3],
      [2, 0],
    ]);
    expect(written).toEqual([1, 2]);
  });

  it('stay what they were where the index could not be built', async () => {
    for (let step = 1; step <= 4; step++) await mined.after(step, 9);
    await breathe();
    for (let i = 0; i < 3; i++) workers.at(-1)!.crash();
    for (let step = 5; step <= 6; step++) await mined.after(step, 9);
    expect(mined.of(0)).toEqual([1, 2]);
    expect(written).toEqual([1]);
  });

  it('come back from a checkpoint, unless they are of another corpus', () => {
    const state = JSON.parse(JSON.stringify(mined.save()));
    mined.reset();
    expect(both()).toEqual([[], []]);
    mined.load(state);
    expect(mined.of(1)).toEqual([0, 2]);
    for (const wrong of [{}, { mined: [[0]] }, { mined: [[0], [5]] }]) {
      expect(() => mined.load(wrong)).toThrow('hard negatives');
    }
    expect(mined.of(1)).toEqual([0, 2]);
  });
});
