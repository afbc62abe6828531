import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packSequences } from '../text/tokenizer/tokens.ts';
import type { IndexEvent } from './messages.ts';
import { IndexPair } from './refresh.ts';
import { exactSettings as settings } from './settings.ts';
import { ShardedIndexWorker, startIndexWorker } from './shards.ts';
import { randomSnapshot, smallEmbedder } from './testing.ts';
import { ScriptedWorker } from './testing-worker.ts';

const config = { ...smallEmbedder, projection: 2 };
const snapshot = randomSnapshot(config, 1);
const unitDocuments = (count: number) => packSequences(Array.from({ length: count }, () => [1]));

/** Scripted builders of one document each; one that is silent for a second counts as dead. */
function scripted(builders: number) {
  const shards: ScriptedWorker[] = [];
  const events: IndexEvent[] = [];
  const errors: string[] = [];
  const spawn = () => {
    shards.push(new ScriptedWorker());
    return shards.at(-1)!;
  };
  const worker = new ShardedIndexWorker(builders, spawn, 1000);
  worker.onmessage = ({ data }) => events.push(data);
  worker.onerror = ({ message }) => errors.push(message);
  worker.postMessage({ type: 'init', documents: unitDocuments(builders), config, settings });
  return {
    shards,
    events,
    errors,
    build: (buildId: number) => worker.postMessage({ type: 'build', buildId, document: snapshot, query: snapshot }),
    search: (requestId: number) =>
      worker.postMessage({ type: 'search', requestId, k: 1, embeddings: Float32Array.of(1, 0) }),
  };
}

describe('ShardedIndexWorker, silence', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is dead when one shard hangs, however lively the others are', async () => {
    const { shards, events, errors, build } = scripted(3);
    build(1);
    for (let i = 0; i < 3; i++) {
      vi.advanceTimersByTime(400);
      shards[0]!.say({ type: 'heartbeat' });
      if (i === 0) shards[1]!.say({ type: 'heartbeat' });
      if (i === 1) shards[2]!.built(); // owes nothing from here on
    }
    expect(errors).toEqual([]);
    vi.advanceTimersByTime(250); // 1,250 ms after the second shard was heard of
    expect(errors).toEqual(['nothing was heard of builder 2 of 3 for 1 s']);
    expect(shards.map((shard) => shard.alive)).toEqual([false, false, false]);
    expect(events.filter(({ type }) => type === 'heartbeat').length).toBe(4);
  });

  it('is dead when one shard does not answer a search', async () => {
    const { shards, errors, build, search } = scripted(2);
    build(1);
    for (const shard of shards) shard.built();
    vi.advanceTimersByTime(10_000);
    expect(errors).toEqual([]);
    search(1);
    await vi.advanceTimersByTimeAsync(500);
    shards[1]!.found(0);
    await vi.advanceTimersByTimeAsync(600);
    expect(errors).toEqual(['nothing was heard of builder 1 of 2 for 1 s']);
  });

  it('lives as long as all shards that work are heard of', async () => {
    const { shards, errors, build } = scripted(2);
    build(1);
    for (let i = 0; i < 20; i++) {
      vi.advanceTimersByTime(900);
      for (const shard of shards) shard.say({ type: 'heartbeat' });
    }
    for (const shard of shards) shard.built();
    vi.advanceTimersByTime(10_000);
    expect(errors).toEqual([]);
  });

  it('is started again by the double buffer, though one shard is lively', async () => {
    const shards: ScriptedWorker[] = [];
    const pair = new IndexPair(() =>
      startIndexWorker(2, () => {
        shards.push(new ScriptedWorker());
        return shards.at(-1)!;
      }),
    );
    pair.start(unitDocuments(2), config, settings);
    pair.requestRefresh(snapshot, snapshot, 0);
    for (let i = 0; i < 70; i++) {
      vi.advanceTimersByTime(1000);
      if (shards[0]!.alive) shards[0]!.say({ type: 'heartbeat' });
    }
    expect(shards.map(({ alive }) => alive)).toEqual([false, false, true, true]);
    pair.destroy();
  });
});
