/** Evaluation with exact search and the frozen parameters, while training goes on: questions about held-out subjects are answered, all are ranked. */
import { answerF1, exactMatch } from '../../eval/answers.ts';
import { firstRight, type Rank, shareWithin } from '../../run/question-ranks.ts';
import { type ExampleResults, type Metrics, type Moment, rankDepth } from '../../run/records.ts';
import type { Progress } from '../../run/system.ts';
import { meanOrNull } from '../../util/mean.ts';
import { Prng } from '../../util/prng.ts';
import { type QaParts, readRows, retrieve, shapeOf } from './parts.ts';
import type { QaRow } from './plan-inputs.ts';
import type { QaQuestion } from './questions.ts';

const depths = [1, 5, 20] as const;
/** Questions that are ranked without a pause: steps go on meanwhile on the same thread. */
const atOnce = 128;

/** How one question was answered. Ranks are of the first right block, copies counted once. */
interface QaResult {
  question: QaQuestion;
  rank: Rank;
  lexicalRank: Rank;
  /** Null where the reader was not used. */
  answer: { isCorrect: boolean; f1: number; isRead: boolean } | null;
}

export class QaEvaluation {
  /** All questions in an order that looks random and is the same for every seed: those about held-out subjects first. */
  private readonly all: readonly QaQuestion[];
  /** The first of them, about held-out subjects, for the curves. */
  private readonly live: readonly QaQuestion[];
  private readonly lexicalRanks = new Map<string, Rank>();

  constructor(private readonly parts: QaParts) {
    const shuffled = Prng.fork(0, 'evaluation').shuffle([...parts.questions]);
    const heldOut = shuffled.filter(({ heldOut }) => heldOut);
    this.all = [...heldOut, ...shuffled.filter(({ heldOut }) => !heldOut)];
    this.live = heldOut.slice(0, parts.config.evaluation.questions);
  }

  /** Measures the questions for the curves, or all. The engine has just been frozen. Before fine-tuning only retrieval is measured. */
  async measure(
    moment: Moment,
    all: boolean,
    onProgress: Progress = () => {},
  ): Promise<{ metrics: Metrics; results: ExampleResults }> {
    const asked = all ? this.all : this.live;
    const results = await this.answer(asked, moment.phase === 'qa', onProgress);
    return {
      metrics: metricsOf(results.slice(0, this.live.length)),
      results: {
        ...moment,
        questions: results.map(({ question: { id, subject, split, heldOut }, rank, lexicalRank, answer }) => ({
          ...{ id, subject, split, heldOut, rank, lexicalRank },
          ...(answer && { correct: answer.isCorrect, f1: answer.f1 }),
        })),
        sentences: [],
      },
    };
  }

  private async answer(asked: readonly QaQuestion[], reads: boolean, onProgress: Progress): Promise<QaResult[]> {
    const { parts } = this;
    const { config, passages, stored, frozenEmbedder, engine, prepared, lengths } = parts;
    const { candidates, batch, maxSpan, retriever } = config.qa;
    const total = asked.length * 2;
    // what training may change meanwhile is read before anything is awaited
    const kept = stored.embeddings;
    const isLexical = retriever === 'bm25';
    const embeddings = isLexical ? null : (kept ?? (await frozenEmbedder.embed(prepared.documents, 'document')));
    const rows: QaRow[] = [];
    const results: QaResult[] = [];
    const n = Math.max(rankDepth, candidates);
    for (let first = 0; first < asked.length; first += atOnce) {
      const some = asked.slice(first, first + atOnce);
      const found = await retrieve(parts, passages, frozenEmbedder, embeddings, some, n);
      found.forEach((retrieved, i) => {
        const question = some[i]!;
        rows.push({ ...retrieved, ids: question.ids });
        const rank = firstRight(retrieved.blocks.slice(0, rankDepth), question, prepared);
        results.push({ question, rank, lexicalRank: this.lexicalRank(question), answer: null });
      });
      onProgress(rows.length, total);
      await new Promise((resolve) => setTimeout(resolve));
    }
    if (!reads) return results;
    const heldOut = rows.filter((_, i) => asked[i]!.heldOut);
    const shape = shapeOf(parts, batch, lengths.corpus);
    await readRows(parts, engine.frozen, passages, heldOut, shape, (first, readings) => {
      readings.forEach(({ answer }, i) => {
        // those about held-out subjects come first
        const result = results[first + i]!;
        const { question } = result;
        const text = answer?.text ?? '';
        const read = heldOut[first + i]!.blocks.slice(0, candidates);
        result.answer = {
          isCorrect: exactMatch(text, question.answers, question.patterns),
          f1: answerF1(text, question.answers),
          isRead: read.some((block) => passages.correctSpans(block, question, maxSpan).length > 0),
        };
      });
      onProgress(asked.length + first + readings.length, total);
    });
    return results;
  }

  private lexicalRank(question: QaQuestion): Rank {
    const { id, ids, barred = null } = question;
    const { passages, prepared } = this.parts;
    if (!this.lexicalRanks.has(id)) {
      const found = passages.lexical.search(ids, barred, rankDepth).map(({ block }) => block);
      this.lexicalRanks.set(id, firstRight(found, question, prepared));
    }
    return this.lexicalRanks.get(id)!;
  }
}

function metricsOf(results: readonly QaResult[]): Metrics {
  const read = results.flatMap(({ answer }) => (answer ? [answer] : []));
  const recalls = (name: string, ranks: readonly Rank[]) =>
    Object.fromEntries(depths.map((k) => [`${name}${k}`, shareWithin(ranks, k)]));
  return {
    ...recalls(
      'recallAt',
      results.map(({ rank }) => rank),
    ),
    ...recalls(
      'lexicalRecallAt',
      results.map(({ lexicalRank }) => lexicalRank),
    ),
    exactMatch: meanOrNull(read.map(({ isCorrect }) => Number(isCorrect))),
    f1: meanOrNull(read.map(({ f1 }) => f1)),
    answerRead: meanOrNull(read.map(({ isRead }) => Number(isRead))),
  };
}
