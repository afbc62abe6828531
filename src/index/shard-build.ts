/** A build in progress in several workers: merges their progress and their results. Used by src/index/shards.ts. */

import type { IndexEvent } from './messages.ts';

type ProgressEvent = Extract<IndexEvent, { type: 'progress' }>;
type BuiltEvent = Extract<IndexEvent, { type: 'built' }>;

export class ShardBuild {
  /** Documents that each shard has embedded, and indexed. */
  private readonly embedded: number[];
  private readonly indexed: number[];
  private readonly results: BuiltEvent[] = [];

  /** `size`: documents of all shards. */
  constructor(
    readonly buildId: number,
    shards: number,
    private readonly size: number,
  ) {
    this.embedded = Array(shards).fill(0);
    this.indexed = Array(shards).fill(0);
  }

  /** Takes the progress of shard i and returns that of the whole. Null while shard i builds and others still embed: it is ahead of them. */
  progress(i: number, stage: ProgressEvent['stage'], done: number): ProgressEvent | null {
    const counts = stage === 'embed' ? this.embedded : this.indexed;
    counts[i] = done;
    if (stage === 'build' && sum(this.embedded) < this.size) return null;
    return { type: 'progress', buildId: this.buildId, stage, done: sum(counts), total: this.size };
  }

  /** Shard i has built. */
  finish(i: number, event: BuiltEvent): void {
    this.results[i] = event;
  }

  hasFinished(i: number): boolean {
    return this.results[i] !== undefined;
  }

  /** The embeddings of all probes in the order of the documents, (number of probes, dimension), row-major. All shards must have finished. */
  probes(): Float32Array {
    const parts = this.results.map(({ probes }) => probes!);
    const embeddings = new Float32Array(sum(parts.map((part) => part.length)));
    let at = 0;
    for (const part of parts) {
      embeddings.set(part, at);
      at += part.length;
    }
    return embeddings;
  }

  /** The event for the whole index; its times are the longest of any shard. All shards must have finished. */
  built(recall: number): BuiltEvent {
    const embedMs = Math.max(...this.results.map((event) => event.embedMs));
    const buildMs = Math.max(...this.results.map((event) => event.buildMs));
    return { type: 'built', buildId: this.buildId, embedMs, buildMs, recall };
  }
}

function sum(values: number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
