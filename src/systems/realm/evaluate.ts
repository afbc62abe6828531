/** Evaluation on held-out facts and zero-shot questions (REALM.md §2.8), with fresh parameters and exact search throughout. */
import { ExactIndex } from '../../index/exact.ts';
import type { IndexPair } from '../../index/refresh.ts';
import type { ModelConfig } from '../../models/realm.ts';
import { chooseCandidates, neighboursToAsk } from '../../run/candidates.ts';
import type { TrainingEngine } from '../../run/engine.ts';
import type { LexicalSearch } from '../../run/lexical.ts';
import type { PreparedCorpus, PreparedQuestion } from '../../run/prepare.ts';
import type { Evaluation } from '../../run/records.ts';
import { indexSearcher } from '../../run/retrieve.ts';
import { packSequences } from '../../text/tokenizer/tokens.ts';
import { Prng } from '../../util/prng.ts';
import type { RunConfig } from './config.ts';
import { answerRuns, exampleTokens, holdsAnswer, type MaskedExample, maskSentence } from './examples.ts';
import { batchStatistics, exampleLogLikelihood, fillRealm, queryTokens, type RetrievedExample } from './joint.ts';
import { argmax, marginalDistribution } from './predict.ts';

export interface EvaluationSet {
  examples: MaskedExample[];
  questions: PreparedQuestion[];
}

/**
 * Held-out sentences, masked once and for all, and questions, drawn once per run. A fact is masked in each, whatever training masks: runs that
 * differ in how they mask are measured by the same task (REALM §4, Table 2).
 */
export function drawEvaluationSet(prepared: PreparedCorpus, config: RunConfig): EvaluationSet {
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

export interface EvaluationRequest {
  engine: TrainingEngine;
  model: ModelConfig;
  prepared: PreparedCorpus;
  config: RunConfig;
  set: EvaluationSet;
  /** False before the reader can read (after ICT): only retrieval is measured. */
  reads: boolean;
  /** BM25, the baseline. */
  lexical: LexicalSearch;
  /** The serving index, where there is one. */
  index: IndexPair | null;
}

type Measured = Omit<Evaluation, 'phase' | 'step' | 'indexAge' | 'skipped'>;

const mean = (values: readonly number[]): number | null =>
  values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : null;

export async function evaluate(request: EvaluationRequest): Promise<Measured> {
  const { engine, prepared, config, set, index } = request;
  const { projection } = request.model.embedder;
  const documents = await engine.embed(prepared.documents, 'document');
  const exact = new ExactIndex(documents, projection);
  const search = async (sequences: ArrayLike<number>[], k: number) => {
    if (sequences.length === 0) return [];
    const embeddings = await engine.embed(packSequences(sequences), 'query');
    return sequences.map((_, i) => exact.search(embeddings.subarray(i * projection, (i + 1) * projection), k).ids);
  };

  const asked = await search(
    set.questions.map(({ ids }) => ids),
    5,
  );
  const recall = (k: number) =>
    mean(set.questions.map(({ blocks }, i) => Number(asked[i]!.subarray(0, k).some((block) => blocks.has(block)))));

  const tokens = set.examples.map((example) => exampleTokens(example, prepared));
  const queries = tokens.map(({ query }) => queryTokens(query, prepared));
  const neighbours = await search(queries, neighboursToAsk(config.realm.candidates));
  const retrieved = set.examples.map((example, i): RetrievedExample => {
    const chosen = chooseCandidates(
      neighbours[i]!,
      prepared.sentences[example.sentence]!.block,
      prepared,
      config.realm,
    );
    return { example, tokens: tokens[i]!, blocks: [], ...chosen };
  });
  const taking = retrieved.filter(({ skipped }) => !skipped);

  return {
    examples: taking.length,
    ...(request.reads ? await readHeldOut(request, taking) : unread),
    recallAt1: recall(1),
    recallAt5: recall(5),
    ...lexicalRecall(request.lexical, set.questions),
    indexRecall: index?.served?.recall ?? null,
    freshRecall: index?.served ? await freshRecall(request, index, queries, search) : null,
    answerableShare: mean(taking.map((example) => Number(isAnswerable(example, prepared)))),
  };
}

/** Whether a candidate other than the source holds what is masked. */
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

/** Share of questions with a block that answers among BM25's best one and five; null without questions. */
export function lexicalRecall(
  lexical: LexicalSearch,
  questions: readonly PreparedQuestion[],
): Pick<Evaluation, 'lexicalRecallAt1' | 'lexicalRecallAt5'> {
  const found = questions.map(({ ids }) => lexical.search(ids, null, 5));
  const recall = (k: number) =>
    mean(found.map((hits, i) => Number(hits.slice(0, k).some(({ block }) => questions[i]!.blocks.has(block)))));
  return { lexicalRecallAt1: recall(1), lexicalRecallAt5: recall(5) };
}

const unread = {
  heldOutAccuracy: null,
  heldOutLogLikelihood: null,
  retrievalUtility: null,
  nullProbability: null,
  entropy: null,
};

/** Reads held-out examples with their candidates: accuracy of the marginal's argmax, log p(y|x), RU, p(null), entropy. */
async function readHeldOut({ engine, model, prepared, config }: EvaluationRequest, taking: RetrievedExample[]) {
  const compiled = await engine.evaluation();
  const batch = config.joint.batch;
  const k = config.realm.candidates;
  const shape = { vocabularySize: model.reader.vocabularySize, masks: model.masks, length: model.reader.maxLength };
  const correct: number[] = [];
  const logLikelihoods: number[] = [];
  const statistics: { value: ReturnType<typeof batchStatistics>; count: number }[] = [];
  for (let start = 0; start < taking.length; start += batch) {
    const rows = taking.slice(start, start + batch);
    const weights = fillRealm(compiled, rows, prepared, model, config);
    const counts = compiled.integers('counts').slice();
    const ids = compiled.integers('joint.ids').slice();
    const ranges = compiled.integers('joint.ranges').slice();
    const result = await compiled.run();
    const { logPrior, likelihood } = result;
    rows.forEach(({ tokens: { targets } }, b) => {
      logLikelihoods.push(exampleLogLikelihood(logPrior!, likelihood!, b, k, model.masks, targets.length));
      const right = targets.every((target, j) => {
        return argmax(marginalDistribution(result, shape, ids, ranges, { b, k, j })) === target;
      });
      correct.push(Number(right));
    });
    const value = batchStatistics(logPrior!, likelihood!, counts, weights, k, config.realm.nullDocument);
    statistics.push({ value, count: rows.length });
  }
  const weighted = (key: 'nullProbability' | 'entropy' | 'retrievalUtility') => {
    const total = statistics.reduce((sum, { value, count }) => sum + value[key] * count, 0);
    return taking.length > 0 && Number.isFinite(total) ? total / taking.length : null;
  };
  return {
    heldOutAccuracy: mean(correct),
    heldOutLogLikelihood: mean(logLikelihoods),
    retrievalUtility: weighted('retrievalUtility'),
    nullProbability: weighted('nullProbability'),
    entropy: weighted('entropy'),
  };
}

/** Mean share of each query's fresh exact top-8 that the serving index returns when it is asked as training asks it. */
async function freshRecall(
  { engine, config }: EvaluationRequest,
  index: IndexPair,
  queries: Int32Array[],
  exactly: (queries: Int32Array[], k: number) => Promise<Int32Array[]>,
): Promise<number | null> {
  if (queries.length === 0) return null;
  const k = 8;
  const fresh = await exactly(queries, k);
  const served = await indexSearcher(index, engine, config)(packSequences(queries), k);
  return mean(
    fresh.map((truth, i) => {
      const found = new Set(served.subarray(i * k, (i + 1) * k));
      return truth.filter((id) => found.has(id)).length / truth.length;
    }),
  );
}
