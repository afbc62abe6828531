/** Evaluation with exact search and the frozen parameters, while training goes on: every question against all blocks, beside BM25. */
import { ndcg, reciprocalRank, relevant } from '../../eval/ranking.ts';
import { ExactIndex } from '../../index/exact.ts';
import type { PreparedQuestion } from '../../run/prepare-questions.ts';
import { firstRight, type Rank, shareWithin } from '../../run/question-ranks.ts';
import { type ExampleResults, type Metrics, type Moment, rankDepth } from '../../run/records.ts';
import { barredCount, distinctRanking, neighboursFor } from '../../run/retrieval.ts';
import type { Progress } from '../../run/system.ts';
import { saidBy } from '../../util/errors.ts';
import { meanOrNull } from '../../util/mean.ts';
import { Prng } from '../../util/prng.ts';
import type { Said } from '../../util/sentence.ts';
import { identityOfQuestion } from '../realm/evaluation-set.ts';
import type { BesideRetriever } from './beside.ts';
import { jointPass, likeliest } from './joint-pass.ts';
import { type RankingPart, rankingMetric } from './metrics.ts';
import type { LlaraParts } from './parts.ts';
import { withoutLast } from './texts.ts';

/** Questions that are ranked without a pause: steps go on meanwhile on the same thread. */
const atOnce = 128;
/** Blocks whose likeliest tokens are looked at, and how many of them. */
const looked = { blocks: 32, tokens: 10 };

/** How a ranking answers a question; ranks are of the first right block, copies counted once. */
interface Ranked {
  rank: Rank;
  reciprocal: number;
  gain: number;
}

interface Result {
  question: PreparedQuestion;
  dense: Ranked;
  lexical: Ranked;
}

/** How the retriever beside the run answers a question. */
interface BesideResult {
  question: PreparedQuestion;
  realm: Ranked;
}

export class LlaraEvaluation {
  /** All questions in an order that looks random and is the same for every seed. */
  private readonly questions: readonly PreparedQuestion[];
  /** Blocks whose likeliest tokens are looked at. */
  private readonly sample: readonly number[];
  /** BM25 does not learn, so each question is ranked once; by its number. */
  private readonly lexical = new Map<number, Ranked>();
  /** The same of the retriever beside the run. */
  private beside: { retriever: BesideRetriever; ranked: Map<number, Ranked> } | null = null;

  constructor(
    private readonly parts: LlaraParts,
    private readonly onWarning: (said: Said) => void,
  ) {
    const { prepared } = parts;
    const prng = Prng.fork(0, 'evaluation');
    this.questions = prng.shuffle([...prepared.questions]);
    this.sample = prng.shuffle([...prepared.blocks.keys()]).slice(0, looked.blocks);
  }

  /** Measures the questions for the curves, or all. The engine has just been frozen. */
  async measure(
    moment: Moment,
    all: boolean,
    onProgress: Progress = () => {},
  ): Promise<{ metrics: Metrics; results: ExampleResults }> {
    const { frozenEmbedder, config, texts } = this.parts;
    const live = this.questions.slice(0, config.evaluation.questions);
    const asked = all ? this.questions : live;
    const embeddings = await frozenEmbedder.embed(texts.passages, 'self', 'passage');
    const results = await this.rank(asked, embeddings, onProgress);
    const beside = await this.besideResults(asked);
    const metrics = {
      ...rankingMetrics(results.slice(0, live.length)),
      ...(beside && besideMetrics(beside.slice(0, live.length))),
      meanCosine: meanCosine(embeddings, frozenEmbedder.dimension),
      topTokens: await this.topTokens(),
    };
    const questions = results.map(({ question, dense, lexical }, i) => ({
      ...identityOfQuestion(question, this.parts.prepared),
      ...{ heldOut: question.heldOut, rank: dense.rank, lexicalRank: lexical.rank },
      ...(beside && { realmRank: beside[i]!.realm.rank }),
    }));
    return { metrics, results: { ...moment, questions, sentences: [] } };
  }

  private async rank(
    asked: readonly PreparedQuestion[],
    embeddings: Float32Array,
    onProgress: Progress,
  ): Promise<Result[]> {
    const { frozenEmbedder, prepared, config } = this.parts;
    const { dimension } = frozenEmbedder;
    const exact = new ExactIndex(embeddings, dimension);
    const results: Result[] = [];
    for (let first = 0; first < asked.length; first += atOnce) {
      const some = asked.slice(first, first + atOnce);
      const queries = await frozenEmbedder.embed(
        some.map(({ ids }) => withoutLast(ids)),
        config.tune.query,
        'query',
      );
      some.forEach((question, i) => {
        const { barred = null } = question;
        const query = queries.subarray(i * dimension, (i + 1) * dimension);
        const { ids } = exact.search(query, neighboursFor(rankDepth + barredCount(barred)));
        const dense = this.ranked(distinctRanking(ids, prepared.blocks, rankDepth, barred), question);
        results.push({ question, dense, lexical: this.lexicalRank(question) });
      });
      onProgress(results.length, asked.length);
      await new Promise((resolve) => setTimeout(resolve));
    }
    return results;
  }

  private ranked(ranking: readonly number[], question: PreparedQuestion): Ranked {
    const { prepared } = this.parts;
    const identityOf = (block: number) => prepared.blocks[block]!.identity;
    const right = relevant(new Set(Array.from(question.blocks, identityOf)));
    const identities = ranking.map(identityOf);
    return {
      rank: firstRight(ranking, question, prepared),
      reciprocal: reciprocalRank(identities, right, 10),
      gain: ndcg(identities, right, 10),
    };
  }

  private lexicalRank(question: PreparedQuestion): Ranked {
    const { number, ids, text, barred = null } = question;
    let known = this.lexical.get(number);
    if (!known) {
      const found = this.parts.lexical.search(ids, barred, rankDepth, text);
      known = this.ranked(
        found.map(({ block }) => block),
        question,
      );
      this.lexical.set(number, known);
    }
    return known;
  }

  /** Metrics of the retriever beside the run, over the questions of the curves; null if none stands there. */
  async besideMetrics(): Promise<Metrics | null> {
    const results = await this.besideResults(this.questions.slice(0, this.parts.config.evaluation.questions));
    return results && besideMetrics(results);
  }

  /**
   * How the retriever beside the run answers some questions, in their order; null if none stands there. That does not depend on what is trained, so a
   * retriever that is closed meanwhile, or fails, costs its own results alone.
   */
  private async besideResults(asked: readonly PreparedQuestion[]): Promise<BesideResult[] | null> {
    const { beside } = this.parts;
    const { current } = beside;
    if (!current) return null;
    try {
      return await this.besideRanks(current, asked);
    } catch (error) {
      if (beside.current === current) this.onWarning(saidBy(error));
      return null;
    }
  }

  private async besideRanks(retriever: BesideRetriever, asked: readonly PreparedQuestion[]): Promise<BesideResult[]> {
    if (this.beside?.retriever !== retriever) this.beside = { retriever, ranked: new Map() };
    const { ranked } = this.beside;
    const { blocks } = this.parts.prepared;
    const left = asked.filter(({ number }) => !ranked.has(number));
    for (let first = 0; first < left.length; first += atOnce) {
      const some = left.slice(first, first + atOnce);
      const most = Math.max(...some.map(({ barred = null }) => barredCount(barred)));
      const k = Math.min(blocks.length, neighboursFor(rankDepth + most));
      const { documents } = await retriever.search(
        some.map(({ ids }) => ids),
        k,
      );
      some.forEach((question, i) => {
        const found = documents.subarray(i * k, (i + 1) * k);
        const ranking = distinctRanking(found, blocks, rankDepth, question.barred ?? null);
        ranked.set(question.number, this.ranked(ranking, question));
      });
    }
    return asked.map((question) => ({ question, realm: ranked.get(question.number)! }));
  }

  /** Of the likeliest tokens by SELF, as many as a block has targets but at most ten, the share that are targets; a mean over blocks. */
  private async topTokens(): Promise<number | null> {
    const { parts } = this;
    const { texts, model, engine } = parts;
    const shown = this.sample.map((block) => texts.tokens[block]!);
    const { self } = await jointPass(parts, engine.frozen, looked.blocks, shown);
    const shares = this.sample.flatMap((block, r) => {
      const targets = texts.self[block]!;
      const count = Math.min(looked.tokens, targets.length);
      const top = likeliest(self, model.lm.vocabularySize, r, count);
      return count > 0 ? [top.filter((id) => targets.includes(id)).length / count] : [];
    });
    return meanOrNull(shares);
  }
}

/** Mean cosine of two different rows of unit vectors (n, d); null for fewer than two. */
export function meanCosine(embeddings: Float32Array, dimension: number): number | null {
  const n = embeddings.length / dimension;
  if (n < 2) return null;
  const sum = new Float64Array(dimension);
  let own = 0;
  embeddings.forEach((value, i) => {
    sum[i % dimension]! += value;
    own += value * value;
  });
  return (sum.reduce((total, value) => total + value * value, 0) - own) / (n * (n - 1));
}

function metricsOf(part: RankingPart, ranked: readonly Ranked[]): Metrics {
  const ranks = ranked.map(({ rank }) => rank);
  return {
    [rankingMetric(part, 'RecallAt1')]: shareWithin(ranks, 1),
    [rankingMetric(part, 'RecallAt5')]: shareWithin(ranks, 5),
    [rankingMetric(part, 'RecallAt20')]: shareWithin(ranks, 20),
    [rankingMetric(part, 'MrrAt10')]: meanOrNull(ranked.map(({ reciprocal }) => reciprocal)),
    [rankingMetric(part, 'NdcgAt10')]: meanOrNull(ranked.map(({ gain }) => gain)),
  };
}

function rankingMetrics(results: readonly Result[]): Metrics {
  const heldOut = results.filter(({ question }) => question.heldOut);
  const dense = (some: readonly Result[]) => some.map((one) => one.dense);
  const lexical = (some: readonly Result[]) => some.map((one) => one.lexical);
  return {
    ...metricsOf('', dense(results)),
    ...metricsOf('heldOut', dense(heldOut)),
    ...metricsOf('lexical', lexical(results)),
    ...metricsOf('heldOutLexical', lexical(heldOut)),
  };
}

function besideMetrics(results: readonly BesideResult[]): Metrics {
  const heldOut = results.filter(({ question }) => question.heldOut);
  const realm = (some: readonly BesideResult[]) => some.map((one) => one.realm);
  return { ...metricsOf('realm', realm(results)), ...metricsOf('heldOutRealm', realm(heldOut)) };
}
