/** Questions and their documents as inputs of the plans of `models/qa.ts`. */
import { correct, present, type QaShape } from '../../models/qa.ts';
import type { ModelConfig } from '../../models/realm.ts';
import { fillPair, fillSequence } from '../../run/sequences.ts';
import type { PlanInputs } from '../../run/system.ts';
import type { Passages, TokenSpan } from './passages.ts';
import type { Retrieved } from './retrieval.ts';

/** A question with the documents that were retrieved for it, best first. */
export interface QaRow extends Retrieved {
  /** `[CLS] question [SEP]` */
  ids: ArrayLike<number>;
}

/** Tokens of a question without [CLS] and [SEP]. */
export const words = (ids: ArrayLike<number>) => Array.from(ids).slice(1, -1);

/** How many tokens of a body are read beside a question: a row has `length` tokens, three of them special. */
export function tokensRead(ids: ArrayLike<number>, body: ArrayLike<number>, length: number): number {
  return Math.max(0, Math.min(body.length, length - ids.length - 1));
}

/**
 * Writes what is read: up to B questions, the first k of the documents of each. An absent document is an empty row, an absent question has empty
 * rows alone.
 */
export function fillReading(
  inputs: PlanInputs,
  rows: readonly QaRow[],
  passages: Passages,
  model: ModelConfig,
  { batch, candidates: k, retriever }: QaShape,
): void {
  const { tokenizer, idf, blocks } = passages.prepared;
  const { special } = tokenizer;
  const stored = inputs.floats('read.embeddings').fill(0);
  const dimension = stored.length / (batch * k);
  if (retriever === 'bm25') inputs.floats('ones').fill(1);
  for (let b = 0; b < batch; b++) {
    const row = rows[b];
    const ids = row?.ids ?? [special.cls, special.sep];
    if (retriever === 'learned') fillSequence(inputs, 'query', b, ids, model.embedder.pooling, idf);
    for (let z = 0; z < k; z++) {
      const block = row?.blocks[z];
      const body = block === undefined ? [] : blocks[block]!.body;
      fillPair(inputs, b * k + z, words(ids), body, special);
    }
    if (row) stored.set(row.stored.subarray(0, Math.min(k, row.blocks.length) * dimension), b * k * dimension);
  }
}

/** What a question teaches. */
export interface Supervision {
  /** The correct spans of each document that is read. */
  spans: readonly TokenSpan[][];
  /** Whether each of its documents contains an answer. */
  correct: readonly boolean[];
}

/**
 * Marks the spans of a row (T·L): those of its `count` body tokens, which begin at token `start`, and the correct ones among them. Returns whether there is a
 * correct one.
 */
export function markSpans(
  marks: Uint32Array,
  r: number,
  { start, count }: { start: number; count: number },
  spans: readonly TokenSpan[],
  { length, maxSpan }: Pick<QaShape, 'length' | 'maxSpan'>,
): boolean {
  const at = (first: number, last: number) => (r * length + start + first) * maxSpan + last - first;
  for (let i = 0; i < count; i++) {
    for (let l = 0; l < maxSpan && i + l < count; l++) marks[at(i, i + l)] = present;
  }
  const read = spans.filter(({ last }) => last < count);
  for (const { first, last } of read) marks[at(first, last)] = present + correct;
  return read.length > 0;
}

/** Writes marks and weights of the losses. Each loss is the mean over B questions, and zero for a question with nothing correct. */
export function fillSupervision(
  inputs: PlanInputs,
  rows: readonly (QaRow & Supervision)[],
  passages: Passages,
  { batch, candidates: k, length, maxSpan, form, retriever }: QaShape,
  retrieverWeight: number,
): void {
  const { blocks } = passages.prepared;
  const marks = inputs.integers('read.marks').fill(0);
  const valid = form === 'paper' ? inputs.integers('read.valid').fill(0) : undefined;
  const readerWeights = inputs.floats('readerWeights').fill(0);
  inputs.integers('counts').fill(1);
  inputs.floats('one').fill(1);
  for (let b = 0; b < batch; b++) {
    const row = rows[b];
    // the softmax over the documents of an absent question is defined, too
    if (!row && valid) valid[b * k] = 1;
    if (!row) continue;
    let found = false;
    for (let z = 0; z < Math.min(k, row.blocks.length); z++) {
      const r = b * k + z;
      const count = tokensRead(row.ids, blocks[row.blocks[z]!]!.body, length);
      if (valid) valid[r] = Number(count > 0);
      found = markSpans(marks, r, { start: row.ids.length, count }, row.spans[z]!, { length, maxSpan }) || found;
    }
    if (found) readerWeights[b] = 1 / batch;
  }
  if (retriever === 'bm25') return;
  inputs.floats('retrieverWeight')[0] = retrieverWeight;
  const retrieverWeights = inputs.floats('retrieverWeights').fill(0);
  const ranked = inputs.floats('ranked.embeddings').fill(0);
  const rankedMarks = inputs.integers('ranked.marks').fill(0);
  const n = rankedMarks.length / batch;
  const dimension = ranked.length / rankedMarks.length;
  for (let b = 0; b < batch; b++) {
    const row = rows[b];
    if (!row) rankedMarks[b * n] = present;
    if (!row) continue;
    ranked.set(row.stored, b * n * dimension);
    row.correct.forEach((isCorrect, z) => {
      rankedMarks[b * n + z] = present + (isCorrect ? correct : 0);
    });
    if (row.correct.includes(true)) retrieverWeights[b] = 1 / batch;
  }
}
