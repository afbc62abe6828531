/** Masked sentences with their candidates: retrieval, the inputs of a plan, and the values computed from its outputs. */
import type { MarginalObjective } from '../../graph/ops/marginal.ts';
import type { ModelConfig } from '../../models/realm.ts';
import type { PreparedCorpus } from '../../run/prepare.ts';
import { chooseCandidates, neighboursToAsk, type Searcher } from '../../run/retrieval.ts';
import { documentTokens, fillAbsentJoined, fillJoined, fillSequence, queryTokens } from '../../run/sequences.ts';
import type { PlanInputs } from '../../run/system.ts';
import { packSequences, sequenceAt } from '../../text/tokenizer/tokens.ts';
import { logSumExp } from '../../util/log-sum-exp.ts';
import { bodyTokens, type ExampleTokens, exampleTokens, type MaskedExample } from './examples.ts';
import { fillOracle } from './oracle.ts';
import { neighboursAcross, neighboursAllowed } from './other-language.ts';
import type { RealmConfig } from './settings.ts';

/** An example with the blocks that were retrieved for it, the null document left out; `skipped` says why it is not used. */
export interface RetrievedExample {
  example: MaskedExample;
  /** The tokens of `example`. They can be computed from it, so checkpoints do not contain them. */
  tokens: ExampleTokens;
  blocks: number[];
  skipped?: string;
}

/** Finds candidates for masked sentences with `search`. */
export async function retrieveCandidates(
  examples: readonly MaskedExample[],
  prepared: PreparedCorpus,
  realm: RealmConfig['realm'],
  search: Searcher,
): Promise<RetrievedExample[]> {
  const tokens = examples.map((example) => exampleTokens(example, prepared));
  const { special } = prepared.tokenizer;
  const queries = packSequences(tokens.map(({ query }) => queryTokens(query, special)));
  const k = neighboursAcross(neighboursToAsk(realm.candidates), realm, prepared);
  const neighbours = await search(queries, k);
  return examples.map((example, i): RetrievedExample => {
    const { block } = prepared.sentences[example.sentence]!;
    const allowed = neighboursAllowed(neighbours.subarray(i * k, (i + 1) * k), block, realm, prepared);
    const chosen = chooseCandidates(allowed, block, prepared.blocks, realm);
    return { example, tokens: tokens[i]!, blocks: [], ...chosen };
  });
}

/**
 * Writes up to B examples with k candidates each into the inputs of a plan made from `realmGraph`. All examples that are used have the same weight, or
 * under the objective per token all masks, as in the official code; absent and skipped examples have weight 0.
 */
export function fillRealm(
  inputs: PlanInputs,
  retrieved: readonly RetrievedExample[],
  prepared: PreparedCorpus,
  model: ModelConfig,
  config: RealmConfig,
): void {
  const { tokenizer, idf, documents, vocabularySize } = prepared;
  const { special } = tokenizer;
  const { pooling } = model.embedder;
  const k = config.realm.candidates;
  const firstRetrieved = Number(config.realm.nullDocument);
  const nullDocument = documentTokens([], [], special, config.lengths.document);
  const counts = inputs.integers('counts');
  const weights = inputs.floats('weights');
  const valid = inputs.integers('valid');
  const shareOf = ({ example }: RetrievedExample) => (config.realm.objective === 'token' ? example.masks.length : 1);
  const total = retrieved.reduce((sum, row) => sum + (row.skipped ? 0 : shareOf(row)), 0);
  valid.fill(0);
  if (config.joint.reader === 'oracle') fillOracle(inputs, retrieved, prepared, config.realm);
  for (let b = 0; b < counts.length; b++) {
    const row = retrieved[b];
    const accepted = row && !row.skipped ? row : undefined;
    weights[b] = accepted ? shareOf(accepted) / total : 0;
    counts[b] = accepted ? accepted.example.masks.length : 0;
    fillSequence(
      inputs,
      'query',
      b,
      accepted ? queryTokens(accepted.tokens.query, special) : nullDocument,
      pooling,
      idf,
    );
    for (let z = 0; z < k; z++) {
      const r = b * k + z;
      const block = z < firstRetrieved ? null : accepted?.blocks[z - firstRetrieved];
      if (!accepted || block === undefined) {
        // an absent candidate is a null document that `valid` excludes; an absent example keeps its first one, so that the softmax is defined
        fillSequence(inputs, 'document', r, nullDocument, pooling, idf);
        fillAbsentJoined(inputs, r, special, vocabularySize);
        if (!accepted && z === 0) valid[r] = 1;
        continue;
      }
      valid[r] = 1;
      fillSequence(inputs, 'document', r, block === null ? nullDocument : sequenceAt(documents, block), pooling, idf);
      const { x, targets, map } = accepted.tokens;
      const body = block === null ? [] : bodyTokens(block, map, prepared);
      fillJoined(inputs, r, { x, z: body, masks: accepted.example.masks, targets }, special, vocabularySize);
    }
  }
}

/** p(null|x); entropy of p(z|x) in nats; retrieval utility mean_j [log p(y_j|x) − log p(y_j|∅,x)]. NaN where there is no null document. */
export interface ExampleStatistics {
  nullProbability: number;
  entropy: number;
  retrievalUtility: number;
}

/** Those of example b, which has `count` masked tokens. */
export function exampleStatistics(
  logPrior: Float32Array,
  likelihood: Float32Array,
  b: number,
  k: number,
  j: number,
  count: number,
  nullDocument: boolean,
): ExampleStatistics {
  let entropy = 0;
  for (let z = 0; z < k; z++) {
    const log = logPrior[b * k + z]!;
    if (log > -1e29) entropy -= Math.exp(log) * log;
  }
  return {
    nullProbability: nullDocument ? Math.exp(logPrior[b * k]!) : Number.NaN,
    entropy,
    retrievalUtility: nullDocument ? exampleUtility(logPrior, likelihood, b, k, j, count) : Number.NaN,
  };
}

/**
 * Means over the examples that are used, i.e. have masked tokens in `counts` (B); NaN of none. `utilityOver`: whether every example counts the same in
 * the retrieval utility, or every mask, as in the official code.
 */
export function batchStatistics(
  logPrior: Float32Array,
  likelihood: Float32Array,
  counts: ArrayLike<number>,
  k: number,
  nullDocument: boolean,
  utilityOver: 'examples' | 'masks' = 'examples',
): ExampleStatistics {
  const j = likelihood.length / logPrior.length;
  const used = Array.from(counts, (count, b) =>
    count > 0 ? [{ count, ...exampleStatistics(logPrior, likelihood, b, k, j, count, nullDocument) }] : [],
  ).flat();
  const mean = (key: keyof ExampleStatistics, shareOf: (count: number) => number = () => 1) => {
    const total = used.reduce((sum, { count }) => sum + shareOf(count), 0);
    return used.reduce((sum, one) => sum + shareOf(one.count) * one[key], 0) / total;
  };
  return {
    nullProbability: mean('nullProbability'),
    entropy: mean('entropy'),
    retrievalUtility: mean('retrievalUtility', utilityOver === 'masks' ? (count) => count : undefined),
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
 * log p(y|x) = log Σ_z p(z|x) Π_j p(y_j|z,x) of example b, nats (REALM eq. 1): of the whole answer, for either objective. `j`: the largest
 * number of masks in a row, `count`: the number in example b.
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

/**
 * The posterior of each of the k candidates of example b: p(z|y,x), or under the objective per token mean_j p(z|y_j,x). Minus p(z|x) it is r(z)
 * (REALM, appendix A), which the backward pass computes from the same numbers.
 */
export function posteriors(
  logPrior: Float32Array,
  likelihood: Float32Array,
  b: number,
  k: number,
  j: number,
  count: number,
  objective: MarginalObjective,
): number[] {
  const ofWhole = answerLogLikelihoods(likelihood, b, k, j, count);
  const terms =
    objective === 'sequence'
      ? [ofWhole]
      : Array.from({ length: count }, (_, token) => ofWhole.map((_log, z) => likelihood[(b * k + z) * j + token]!));
  const sum = new Array<number>(k).fill(0);
  for (const term of terms) {
    const joint = term.map((log, z) => logPrior[b * k + z]! + log);
    const marginal = logSumExp(joint);
    joint.forEach((log, z) => {
      sum[z]! += Math.exp(log - marginal) / terms.length;
    });
  }
  return sum;
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
