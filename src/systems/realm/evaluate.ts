/** Evaluation on held-out facts and zero-shot questions, with the frozen parameters and exact search throughout, while training goes on. */
import { recallDepth } from '../../index/recall.ts';
import type { PreparedCorpus } from '../../run/prepare.ts';
import { denseScorer, hybridScorer, searcherOf } from '../../run/question-ranking.ts';
import { denseRanks, lexicalRanks, type Rank, shareWithin } from '../../run/question-ranks.ts';
import type { ExampleResults, Metrics, Moment } from '../../run/records.ts';
import { exactSearcher } from '../../run/retrieval.ts';
import { queryTokens } from '../../run/sequences.ts';
import type { Progress } from '../../run/system.ts';
import { packSequences, sequenceCount } from '../../text/tokenizer/tokens.ts';
import { meanOrNull } from '../../util/mean.ts';
import { type EvaluationSets, identityOfExample, identityOfQuestion } from './evaluation-set.ts';
import { answerRuns, exampleTokens, holdsAnswer } from './examples.ts';
import { findsFactInOther } from './languages.ts';
import { type RealmParts, servingSearcher } from './parts.ts';
import { evaluationCandidates, type ReadSentence, readHeldOut } from './read-held-out.ts';
import type { RetrievedExample } from './retrieved.ts';

export interface Evaluated {
  /** Of the examples and questions for the curves. */
  metrics: Metrics;
  results: ExampleResults;
}

export class RealmEvaluation {
  /** BM25 does not learn, so its ranks of the questions for the curves, and of all, are found once. */
  private readonly byWords = new Map<boolean, Promise<Rank[]>>();

  constructor(
    private readonly parts: RealmParts,
    private readonly sets: EvaluationSets,
  ) {}

  /**
   * Measures the examples and questions for the curves, or all of them. The engine has just been frozen. Steps go on meanwhile, so the index is asked
   * before anything is awaited.
   */
  async measure(moment: Moment, all: boolean, onProgress: Progress = () => {}): Promise<Evaluated> {
    const { prepared, index, frozen } = this.parts;
    const { live } = this.sets;
    const { questions, examples } = all ? this.sets.all : live;
    const indexAge = index.age(moment.step);
    const indexRecall = index.pair?.served?.recall ?? null;
    const queries = packSequences(
      live.examples.map((example) => queryTokens(exampleTokens(example, prepared).query, prepared.tokenizer.special)),
    );
    const serving = live.examples.length > 0 ? servingSearcher(this.parts, frozen.embedder) : null;
    const served = index.hold(serving?.(queries, recallDepth) ?? Promise.resolve(null));
    served.catch(() => {}); // awaited below

    const reads = this.isReaderTrained(moment);
    const blocks = prepared.blocks.length;
    const total = blocks + questions.length + live.questions.length + examples.length * (reads ? 2 : 1);
    let done = 0;
    const advance = (count: number) => onProgress((done += count), total);
    const embeddings = await frozen.embedder.embed(prepared.documents, 'document');
    const search = await exactSearcher(frozen.embedder, prepared.documents, embeddings);
    advance(blocks);
    const learned = await denseRanks(search, questions, prepared, advance);
    const dense = denseScorer(embeddings, blocks, (sequences) => frozen.embedder.embed(sequences, 'query'));
    const hybrid = searcherOf(hybridScorer(dense, this.parts.lexical));
    // only its recall is reported, which is that of the questions for the curves
    const byBoth = await denseRanks(hybrid, live.questions, prepared, advance);
    const byWords = await this.lexicalRanks(all);
    const retrieved = await evaluationCandidates(search, examples, this.parts, advance);
    const accepted = retrieved.filter(({ skipped }) => !skipped);
    advance(reads ? retrieved.length - accepted.length : 0);
    const read = reads ? await readHeldOut(this.parts, accepted, advance) : [];

    const found = await served;
    const freshRecall = found && shareFound(await search(queries, recallDepth), found, sequenceCount(queries));
    const liveCount = retrieved.slice(0, live.examples.length).filter(({ skipped }) => !skipped).length;
    const isHeldOut = live.questions.map(({ heldOut }) => heldOut);
    const recalls = (ranks: readonly Rank[], ofHeldOut = false) => {
      const liveRanks = ranks.slice(0, live.questions.length).filter((_, i) => !ofHeldOut || isHeldOut[i]);
      return [shareWithin(liveRanks, 1), shareWithin(liveRanks, 5)] as const;
    };
    const [recallAt1, recallAt5] = recalls(learned);
    const [heldOutRecallAt1, heldOutRecallAt5] = recalls(learned, true);
    const [lexicalRecallAt1, lexicalRecallAt5] = recalls(byWords);
    const [hybridRecallAt1, hybridRecallAt5] = recalls(byBoth);
    const liveAccepted = accepted.slice(0, liveCount);
    return {
      metrics: {
        examples: liveCount,
        ...readMetrics(read.slice(0, liveCount)),
        recallAt1,
        recallAt5,
        heldOutRecallAt1,
        heldOutRecallAt5,
        lexicalRecallAt1,
        lexicalRecallAt5,
        hybridRecallAt1,
        hybridRecallAt5,
        indexAge,
        indexRecall,
        freshRecall,
        answerableShare: meanOrNull(liveAccepted.map((example) => Number(isAnswerable(example, prepared)))),
        ...(prepared.languages.length > 1 && {
          crossLanguageRecall: meanOrNull(liveAccepted.map((example) => Number(findsFactInOther(example, prepared)))),
        }),
      },
      results: {
        ...moment,
        questions: questions.map((question, i) => ({
          ...identityOfQuestion(question, prepared),
          heldOut: question.heldOut,
          rank: learned[i]!,
          lexicalRank: byWords[i]!,
        })),
        sentences: read.map(({ correct, logLikelihood, retrievalUtility }, i) => ({
          ...identityOfExample(accepted[i]!.example, prepared),
          correct,
          logLikelihood,
          utility: retrievalUtility,
        })),
      },
    };
  }

  /** Before its warm-up the reader knows nothing; then only retrieval is measured. */
  private isReaderTrained({ phase, step }: Moment): boolean {
    const { warmup } = this.parts.config;
    if (phase === 'warmup') return step > 0;
    return phase === 'joint' && (step > 0 || warmup.steps > 0);
  }

  private lexicalRanks(all: boolean): Promise<Rank[]> {
    const { questions } = all ? this.sets.all : this.sets.live;
    const known = this.byWords.get(all) ?? lexicalRanks(this.parts.lexical, questions, this.parts.prepared);
    this.byWords.set(all, known);
    return known;
  }
}

function readMetrics(read: readonly ReadSentence[]): Metrics {
  if (read.length === 0) return {};
  return {
    heldOutAccuracy: meanOrNull(read.map(({ correct }) => Number(correct))),
    heldOutLogLikelihood: meanOrNull(read.map(({ logLikelihood }) => logLikelihood)),
    retrievalUtility: meanOrNull(read.map(({ retrievalUtility }) => retrievalUtility)),
    nullProbability: meanOrNull(read.map(({ nullProbability }) => nullProbability)),
    entropy: meanOrNull(read.map(({ entropy }) => entropy)),
  };
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

/** Mean share of each query's exact best `recallDepth` that the serving index returned when it was searched as training searches it. */
function shareFound(exact: Int32Array, served: Int32Array, queries: number): number | null {
  const row = (found: Int32Array, i: number) => found.subarray(i * recallDepth, (i + 1) * recallDepth);
  const shares = Array.from({ length: queries }, (_, i) => {
    const truth = row(exact, i).filter((id) => id >= 0);
    const found = new Set(row(served, i));
    return truth.filter((id) => found.has(id)).length / truth.length;
  });
  return meanOrNull(shares);
}
