/** A joint batch: masked sentences with their candidates, and how they stand in a plan’s inputs and come out of it. */
import type { CompiledGraph } from '../../graph/compile.ts';
import type { ModelConfig } from '../../models/realm.ts';
import { type PreparedCorpus, retrieverTokens } from '../../run/prepare.ts';
import { sequenceAt } from '../../text/tokenizer/tokens.ts';
import { logSumExp } from '../../util/log-sum-exp.ts';
import type { RunConfig } from './config.ts';
import { bodyTokens, type ExampleTokens, type MaskedExample } from './examples.ts';
import { fillAbsentJoint, fillJoint, fillSequence } from './inputs.ts';

/** An example with the blocks that were retrieved for it, the null document left out; `skipped` says why it takes no part. */
export interface RetrievedExample {
  example: MaskedExample;
  /** What `example` stands for; it follows from it, so checkpoints leave it out. */
  tokens: ExampleTokens;
  blocks: number[];
  skipped?: string;
}

/** `[CLS] x [SEP]` for the retriever. */
export function queryTokens(query: Int32Array, { tokenizer }: PreparedCorpus): Int32Array {
  const { cls, sep } = tokenizer.special;
  return Int32Array.from([cls, ...query, sep]);
}

/**
 * Writes up to B examples with k candidates each into the inputs of a plan made from `realmGraph`; every example that takes part weighs the
 * same, absent and skipped ones nothing. Returns each row's weight.
 */
export function fillRealm(
  compiled: CompiledGraph,
  retrieved: readonly RetrievedExample[],
  prepared: PreparedCorpus,
  model: ModelConfig,
  config: RunConfig,
): Float32Array {
  const { tokenizer, idf, documents, vocabularySize } = prepared;
  const { special } = tokenizer;
  const { pooling } = model.embedder;
  const k = config.realm.candidates;
  const firstRetrieved = Number(config.realm.nullDocument);
  const nullDocument = retrieverTokens([], [], tokenizer, config.lengths.document);
  const counts = compiled.integers('counts');
  const weights = compiled.floats('weights');
  const valid = compiled.integers('valid');
  const present = retrieved.filter(({ skipped }) => !skipped).length;
  valid.fill(0);
  for (let b = 0; b < counts.length; b++) {
    const row = retrieved[b];
    const taken = row && !row.skipped ? row : undefined;
    weights[b] = taken ? 1 / present : 0;
    counts[b] = taken ? taken.example.masks.length : 0;
    fillSequence(compiled, 'query', b, taken ? queryTokens(taken.tokens.query, prepared) : nullDocument, pooling, idf);
    for (let z = 0; z < k; z++) {
      const r = b * k + z;
      const block = z < firstRetrieved ? null : taken?.blocks[z - firstRetrieved];
      if (!taken || block === undefined) {
        // an absent candidate is a copy of nothing; `valid` keeps it out, the first one keeps the softmax defined
        fillSequence(compiled, 'document', r, nullDocument, pooling, idf);
        fillAbsentJoint(compiled, r, special, vocabularySize);
        if (!taken && z === 0) valid[r] = 1;
        continue;
      }
      valid[r] = 1;
      fillSequence(compiled, 'document', r, block === null ? nullDocument : sequenceAt(documents, block), pooling, idf);
      const { x, targets, map } = taken.tokens;
      const body = block === null ? [] : bodyTokens(block, map, prepared);
      fillJoint(compiled, r, { x, z: body, masks: taken.example.masks, targets }, special, vocabularySize);
    }
  }
  return weights.slice();
}

export interface BatchStatistics {
  nullProbability: number;
  entropy: number;
  retrievalUtility: number;
}

/**
 * Means over the examples that take part: p(null|x); entropy of p(z|x) in nats; retrieval utility
 * mean_j [log p(y_j|x) − log p(y_j|∅,x)] (REALM.md §1), NaN without a null document.
 */
export function batchStatistics(
  logPrior: Float32Array,
  likelihood: Float32Array,
  counts: ArrayLike<number>,
  weights: ArrayLike<number>,
  k: number,
  nullDocument: boolean,
): BatchStatistics {
  const j = likelihood.length / logPrior.length;
  let present = 0;
  const sum = { nullProbability: 0, entropy: 0, retrievalUtility: 0 };
  for (let b = 0; b < counts.length; b++) {
    if (weights[b] === 0) continue;
    present++;
    sum.nullProbability += Math.exp(logPrior[b * k]!);
    for (let z = 0; z < k; z++) {
      const log = logPrior[b * k + z]!;
      if (log > -1e29) sum.entropy -= Math.exp(log) * log;
    }
    sum.retrievalUtility += exampleUtility(logPrior, likelihood, b, k, j, counts[b]!);
  }
  const mean = (total: number) => (present > 0 ? total / present : Number.NaN);
  return {
    nullProbability: nullDocument ? mean(sum.nullProbability) : Number.NaN,
    entropy: mean(sum.entropy),
    retrievalUtility: nullDocument ? mean(sum.retrievalUtility) : Number.NaN,
  };
}

/** log p(y|z,x) = Σ_j log p(y_j|z,x) of each of the k candidates of example b, nats. */
export function answerLogLikelihoods(
  likelihood: Float32Array,
  b: number,
  k: number,
  j: number,
  count: number,
): number[] {
  return Array.from({ length: k }, (_, z) => {
    const row = (b * k + z) * j;
    return likelihood.subarray(row, row + count).reduce((sum, log) => sum + log, 0);
  });
}

/**
 * log p(y|x) = log Σ_z p(z|x) Π_j p(y_j|z,x) of example b, nats (REALM eq. 1): of the whole answer, whatever objective trains. `j`: masks a
 * row has room for, `count`: those that example b has.
 */
export function exampleLogLikelihood(
  logPrior: Float32Array,
  likelihood: Float32Array,
  b: number,
  k: number,
  j: number,
  count: number,
): number {
  // an absent candidate's prior, e^(−1e30), adds nothing
  return logSumExp(answerLogLikelihoods(likelihood, b, k, j, count).map((log, z) => logPrior[b * k + z]! + log));
}

/** mean_j [log Σ_z p(z|x) p(y_j|z,x) − log p(y_j|∅,x)] of example b; the null document is candidate 0. */
export function exampleUtility(
  logPrior: Float32Array,
  likelihood: Float32Array,
  b: number,
  k: number,
  j: number,
  count: number,
): number {
  let sum = 0;
  for (let token = 0; token < count; token++) {
    let marginal = 0;
    for (let z = 0; z < k; z++) {
      const log = logPrior[b * k + z]!;
      if (log > -1e29) marginal += Math.exp(log + likelihood[(b * k + z) * j + token]!);
    }
    sum += Math.log(marginal) - likelihood[b * k * j + token]!;
  }
  return sum / count;
}
