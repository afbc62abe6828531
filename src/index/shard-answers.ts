/** Collects the answers of several workers to one search and merges them. Used by src/index/shards.ts. */

import { type ErrorReport, fromErrorReport, type RetrogradError } from '../util/errors.ts';
import { recallAt } from './exact.ts';
import type { IndexEvent } from './messages.ts';
import { type Neighbours, TopK } from './vector-index.ts';

/** The nearest documents of each query in one shard, numbered as in the whole index, and the build in which they were found. */
export interface ShardAnswer {
  buildId: number | null;
  rows: Neighbours[];
}

interface Answering {
  /** The shard's document 0 is document `first` of the whole. */
  first: number;
  buildId: number | null;
}

interface Gathering<Shard> {
  k: number;
  /** Shards that have not answered yet. */
  missing: Set<Shard>;
  answers: ShardAnswer[];
  resolve: (answers: ShardAnswer[]) => void;
  reject: (error: RetrogradError) => void;
}

export class ShardAnswers<Shard extends Answering> {
  private readonly gatherings = new Map<number, Gathering<Shard>>();
  private nextRequestId = 1;

  /** `post` sends the request for the k nearest to all `shards`. Resolves when all have answered, rejects when one refuses. */
  gather(k: number, shards: readonly Shard[], post: (requestId: number) => void): Promise<ShardAnswer[]> {
    const requestId = this.nextRequestId++;
    return new Promise((resolve, reject) => {
      this.gatherings.set(requestId, { k, missing: new Set(shards), answers: [], resolve, reject });
      post(requestId);
    });
  }

  /** Takes one shard's answer. */
  add(shard: Shard, event: Extract<IndexEvent, { type: 'found' }>): void {
    const gathering = this.gatherings.get(event.requestId);
    if (!gathering?.missing.delete(shard)) return; // another shard has refused the request
    const { k, answers, missing } = gathering;
    const rows = Array.from({ length: k > 0 ? event.documents.length / k : 0 }, (_, i) => {
      const ids = event.documents.subarray(i * k, (i + 1) * k).filter((id) => id >= 0); // −1: there are no more
      return { ids: ids.map((id) => id + shard.first), scores: event.scores.subarray(i * k, i * k + ids.length) };
    });
    answers.push({ buildId: shard.buildId, rows });
    if (missing.size === 0) this.take(event.requestId)!.resolve(answers);
  }

  /** A shard could not answer this request. */
  refuse(requestId: number, error: ErrorReport): void {
    this.take(requestId)?.reject(fromErrorReport(error));
  }

  /** True if `shard` has a request to answer. */
  owes(shard: Shard): boolean {
    return [...this.gatherings.values()].some(({ missing }) => missing.has(shard));
  }

  /** Drops all requests that are not answered; their promises never settle. */
  clear(): void {
    this.gatherings.clear();
  }

  private take(requestId: number): Gathering<Shard> | undefined {
    const gathering = this.gatherings.get(requestId);
    this.gatherings.delete(requestId);
    return gathering;
  }
}

/** The k best of every query over all shards, highest score first, ties by document number. */
export function mergeAnswers(answers: ShardAnswer[], k: number): Neighbours[] {
  return answers[0]!.rows.map((_, i) => {
    const top = new TopK(k);
    for (const { rows } of answers) {
      const { ids, scores } = rows[i]!;
      ids.forEach((id, rank) => {
        top.offer(id, scores[rank]!);
      });
    }
    return top.sorted();
  });
}

/** Mean recall@k over all queries of merged approximate answers against merged exact ones; 1 if there are no queries. */
export function mergedRecall(approximate: ShardAnswer[], exact: ShardAnswer[], k: number): number {
  const best = mergeAnswers(exact, k);
  const recalls = mergeAnswers(approximate, k).map((row, i) => recallAt(k, row, best[i]!));
  return recalls.length > 0 ? recalls.reduce((a, b) => a + b, 0) / recalls.length : 1;
}
