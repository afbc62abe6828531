/** Evaluation on held-out facts and zero-shot questions, with the frozen parameters and exact search throughout, while training goes on. */
import { relevant, successAt } from '../../eval/ranking.ts';
import { recallDepth } from '../../index/recall.ts';
import type { PreparedCorpus, PreparedQuestion } from '../../run/prepare.ts';
import { denseScorer, hybridScorer, searcherOf } from '../../run/question-ranking.ts';
import type { Metrics, Moment } from '../../run/records.ts';
import { barredCount, distinctRanking, exactSearcher, neighboursFor, type Searcher } from '../../run/retrieval.ts';
import { queryTokens } from '../../run/sequences.ts';
import { packSequences, sequenceCount, type TokenSequences } from '../../text/tokenizer/tokens.ts';
import { Prng } from '../../util/prng.ts';
import { answerRuns, exampleTokens, holdsAnswer, type MaskedExample, maskSentence } from './examples.ts';
import { type RealmParts, servingSearcher } from './parts.ts';
import { argmax, marginalDistribution } from './predict.ts';
import {
  batchStatistics,
  exampleLogLikelihood,
  fillRealm,
  type RetrievedExample,
  retrieveCandidates,
} from './retrieved.ts';
import type { RealmConfig } from './settings.ts';

export interface EvaluationSet {
  examples: MaskedExample[];
  questions: PreparedQuestion[];
}

/**
 * Held-out sentences and questions, drawn and masked once per run. A fact is masked in each, whatever training masks, so that runs which mask
 * differently are measured on the same task (REALM §4, Table 2).
 */
export function drawEvaluationSet(prepared: PreparedCorpus, config: RealmConfig): EvaluationSet {
  const prng = Prng.fork(config.seed, 'evaluation');
  const masking = { ...config.masking, strategy: 'salient' as const };
  const examples: MaskedExample[] = [];
  for (const sentence of prng.shuffle([...prepared.heldOut])) {
    if (examples.length >= config.evaluation.examples) break;
    const example = maskSentence(sentence, prng, prepared, masking, 0);
    if (example) examples.push(example);
  }
  return { examples, questions: prng.shuffle([...prepared.questions]).slice(0, config.evaluation.questions) };
}

const mean = (values: readonly number[]): number | null =>
  values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : null;

/** The share of questions with a right block among the best k of their ranking; null without questions. */
export function questionRecall(
  questions: readonly PreparedQuestion[],
  rankings: readonly (readonly number[])[],
  k: number,
): number | null {
  return mean(questions.map(({ blocks }, i) => successAt(rankings[i]!, relevant(blocks), k)));
}

/** The largest k of the recall of questions. */
const questionDepth = 5;

/**
 * The engine has just been frozen. Steps go on meanwhile, so the index is asked before anything is awaited. `reads`: false before the reader is
 * trained; then only retrieval is measured.
 */
export async function evaluate(
  parts: RealmParts,
  set: EvaluationSet,
  { step }: Moment,
  reads: boolean,
): Promise<Metrics> {
  const { prepared, config, index, lexical, frozen } = parts;
  const { questions } = set;
  const indexAge = index.age(step);
  const indexRecall = index.pair?.served?.recall ?? null;
  const queries = packSequences(
    set.examples.map((example) => queryTokens(exampleTokens(example, prepared).query, prepared.tokenizer.special)),
  );
  const serving = set.examples.length > 0 ? servingSearcher(parts, frozen.embedder) : null;
  const served = index.hold(serving?.(queries, recallDepth) ?? Promise.resolve(null));
  served.catch(() => {}); // awaited below

  const embeddings = await frozen.embedder.embed(prepared.documents, 'document');
  const search = await exactSearcher(frozen.embedder, prepared.documents, embeddings);
  const learned = await rankBlocks(search, questions, prepared);
  const embedQueries = (sequences: TokenSequences) => frozen.embedder.embed(sequences, 'query');
  const dense = denseScorer(embeddings, prepared.blocks.length, embedQueries);
  const byBoth = await rankBlocks(searcherOf(hybridScorer(dense, lexical)), questions, prepared);
  const byWords = questions.map(({ ids, text, barred = null }) =>
    lexical.search(ids, barred, questionDepth, text).map(({ block }) => block),
  );

  const retrieved = await retrieveCandidates(set.examples, prepared, config.realm, search);
  const accepted = retrieved.filter(({ skipped }) => !skipped);
  const found = await served;
  return {
    examples: accepted.length,
    ...(reads ? await readHeldOut(parts, accepted) : {}),
    recallAt1: questionRecall(questions, learned, 1),
    recallAt5: questionRecall(questions, learned, 5),
    lexicalRecallAt1: questionRecall(questions, byWords, 1),
    lexicalRecallAt5: questionRecall(questions, byWords, 5),
    hybridRecallAt1: questionRecall(questions, byBoth, 1),
    hybridRecallAt5: questionRecall(questions, byBoth, 5),
    indexAge,
    indexRecall,
    freshRecall: found && shareFound(await search(queries, recallDepth), found, sequenceCount(queries)),
    answerableShare: mean(accepted.map((example) => Number(isAnswerable(example, prepared)))),
  };
}

/** The best blocks of each question, copies counted once and the question's own document left out, as for BM25. */
async function rankBlocks(
  search: Searcher,
  questions: readonly PreparedQuestion[],
  { blocks }: PreparedCorpus,
): Promise<number[][]> {
  const k = neighboursFor(questionDepth + Math.max(0, ...questions.map(({ barred = null }) => barredCount(barred))));
  const found = await search(packSequences(questions.map(({ ids }) => ids)), k);
  return questions.map(({ barred = null }, i) =>
    distinctRanking(found.subarray(i * k, (i + 1) * k), blocks, questionDepth, barred),
  );
}

/** Whether a candidate other than the source contains the masked words. */
export function isAnswerable(
  { example, tokens: { answer }, blocks }: RetrievedExample,
  prepared: PreparedCorpus,
): boolean {
  const source = prepared.blocks[prepared.sentences[example.sentence]!.block]!.identity;
  const runs = answerRuns(example.masks, answer);
  return blocks.some((number) => {
    const { identity, body } = prepared.blocks[number]!;
    return identity !== source && holdsAnswer(body, runs);
  });
}

/** Reads held-out examples with their candidates: accuracy of the marginal's argmax, log p(y|x), RU, p(null), entropy. */
async function readHeldOut(
  { frozen, model, prepared, config }: RealmParts,
  accepted: readonly RetrievedExample[],
): Promise<Metrics> {
  const compiled = await frozen.plans.evaluation();
  const { batch } = config.joint;
  const k = config.realm.candidates;
  const shape = { vocabularySize: model.reader.vocabularySize, masks: model.masks, length: model.reader.maxLength };
  const correct: number[] = [];
  const logLikelihoods: number[] = [];
  const statistics: { value: ReturnType<typeof batchStatistics>; count: number }[] = [];
  for (let start = 0; start < accepted.length; start += batch) {
    const rows = accepted.slice(start, start + batch);
    fillRealm(compiled, rows, prepared, model, config);
    const ids = compiled.integers('joined.ids').slice();
    const ranges = compiled.integers('joined.ranges').slice();
    const result = await compiled.run();
    const { logPrior, likelihood } = result;
    rows.forEach(({ tokens: { targets } }, b) => {
      logLikelihoods.push(exampleLogLikelihood(logPrior!, likelihood!, b, k, model.masks, targets.length));
      const right = targets.every((target, j) => {
        return argmax(marginalDistribution(result, shape, ids, ranges, { b, k, j })) === target;
      });
      correct.push(Number(right));
    });
    const counts = rows.map(({ example }) => example.masks.length);
    const value = batchStatistics(logPrior!, likelihood!, counts, k, config.realm.nullDocument);
    statistics.push({ value, count: rows.length });
  }
  const weighted = (key: 'nullProbability' | 'entropy' | 'retrievalUtility') => {
    const total = statistics.reduce((sum, { value, count }) => sum + value[key] * count, 0);
    return accepted.length > 0 && Number.isFinite(total) ? total / accepted.length : null;
  };
  return {
    heldOutAccuracy: mean(correct),
    heldOutLogLikelihood: mean(logLikelihoods),
    retrievalUtility: weighted('retrievalUtility'),
    nullProbability: weighted('nullProbability'),
    entropy: weighted('entropy'),
  };
}

/** Mean share of each query's exact best `recallDepth` that the serving index returned when it was searched as training searches it. */
function shareFound(exact: Int32Array, served: Int32Array, queries: number): number | null {
  const row = (found: Int32Array, i: number) => found.subarray(i * recallDepth, (i + 1) * recallDepth);
  const shares = Array.from({ length: queries }, (_, i) => {
    const truth = row(exact, i).filter((id) => id >= 0);
    const found = new Set(row(served, i));
    return truth.filter((id) => found.has(id)).length / truth.length;
  });
  return mean(shares);
}
