/** Answers of several workers to one search: gathered until all are there, then merged. Bookkeeping of src/index/shards.ts. */

import { type ErrorReport, fromErrorReport, type RetrogradError } from '../util/errors.ts';
import type { IndexEvent } from './messages.ts';
import { type Neighbours, TopK } from './vector-index.ts';

/** The nearest of each query in one shard, by the documents of the whole, and the build that they were found in. */
export interface ShardAnswer {
  buildId: number | null;
  rows: Neighbours[];
}

interface Gathering {
  k: number;
  /** How many shards were asked. */
  expected: number;
  answers: ShardAnswer[];
  resolve: (answers: ShardAnswer[]) => void;
  reject: (error: RetrogradError) => void;
}

export class ShardAnswers {
  private readonly gatherings = new Map<number, Gathering>();
  private nextRequestId = 1;

  /** `ask` asks all shards for the k nearest under the number it is given; resolves when all have answered, rejects when one refuses. */
  gather(k: number, expected: number, ask: (requestId: number) => void): Promise<ShardAnswer[]> {
    const requestId = this.nextRequestId++;
    return new Promise((resolve, reject) => {
      this.gatherings.set(requestId, { k, expected, answers: [], resolve, reject });
      ask(requestId);
    });
  }

  /** One shard's answer; its document 0 is document `first` of the whole. */
  add(shard: { first: number; buildId: number | null }, event: Extract<IndexEvent, { type: 'found' }>): void {
    const gathering = this.gatherings.get(event.requestId);
    if (!gathering) return; // refused by another shard
    const { k, answers, expected } = gathering;
    const rows = Array.from({ length: k > 0 ? event.documents.length / k : 0 }, (_, i) => {
      const ids = event.documents.subarray(i * k, (i + 1) * k).filter((id) => id >= 0); // −1: there are no more
      return { ids: ids.map((id) => id + shard.first), scores: event.scores.subarray(i * k, i * k + ids.length) };
    });
    answers.push({ buildId: shard.buildId, rows });
    if (answers.length === expected) this.take(event.requestId)!.resolve(answers);
  }

  /** A shard could not answer this one. */
  refuse(requestId: number, error: ErrorReport): void {
    this.take(requestId)?.reject(fromErrorReport(error));
  }

  /** Forgets what is not answered; it never settles. */
  clear(): void {
    this.gatherings.clear();
  }

  private take(requestId: number): Gathering | undefined {
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
