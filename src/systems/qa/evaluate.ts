/** Evaluation on questions about held-out subjects, with exact search and the frozen parameters, while training goes on. */
import { answerF1, exactMatch } from '../../eval/answers.ts';
import { relevant, successAt } from '../../eval/ranking.ts';
import type { Metrics } from '../../run/records.ts';
import { Prng } from '../../util/prng.ts';
import { type QaParts, readRows, retrieve, shapeOf } from './parts.ts';
import type { QaRow } from './plan-inputs.ts';
import type { QaQuestion } from './questions.ts';

const depths = [1, 5, 20] as const;

/** The held-out questions that the curves are measured on, drawn once per run. */
export function evaluatedQuestions({ questions, config }: Pick<QaParts, 'questions' | 'config'>): QaQuestion[] {
  const heldOut = questions.filter(({ isHeldOut }) => isHeldOut);
  return Prng.fork(config.seed, 'evaluation').shuffle(heldOut).slice(0, config.evaluation.questions);
}

/** How one question was answered. */
export interface QaResult {
  /** The best blocks by what the run retrieves with, and by BM25, copies counted once. */
  ranking: number[];
  lexicalRanking: number[];
  /** Null where the reader was not used. */
  answer: { text: string; isCorrect: boolean; f1: number; isRead: boolean } | null;
}

/**
 * Answers questions with the parameters as they were when the engine was last frozen. `reads`: with the reader; before it is trained only retrieval is
 * measured. `depth`: length of the rankings.
 */
export async function answerQuestions(
  parts: QaParts,
  asked: readonly QaQuestion[],
  reads: boolean,
  depth: number,
): Promise<QaResult[]> {
  const { config, passages, stored, frozenEmbedder, engine, prepared, lengths } = parts;
  const { candidates, batch, maxSpan, retriever } = config.qa;
  // what training may change meanwhile is read before anything is awaited
  const kept = stored.embeddings;
  const embeddings =
    retriever === 'bm25' ? null : (kept ?? (await frozenEmbedder.embed(prepared.documents, 'document')));
  const n = Math.max(depth, candidates);
  const found = await retrieve(parts, passages, frozenEmbedder, embeddings, asked, n);
  const rows = found.map((retrieved, i): QaRow => ({ ...retrieved, ids: asked[i]!.ids }));
  const results = rows.map(({ blocks }, i): QaResult => {
    const { ids, barred = null } = asked[i]!;
    const lexicalRanking = passages.lexical.search(ids, barred, depth).map(({ block }) => block);
    return { ranking: blocks.slice(0, depth), lexicalRanking, answer: null };
  });
  if (!reads) return results;
  const shape = shapeOf(parts, batch, lengths.corpus);
  await readRows(parts, engine.frozen, passages, rows, shape, (first, readings) => {
    readings.forEach(({ answer }, i) => {
      const question = asked[first + i]!;
      const { answers, patterns } = question;
      const text = answer?.text ?? '';
      const read = rows[first + i]!.blocks.slice(0, candidates);
      results[first + i]!.answer = {
        text,
        isCorrect: exactMatch(text, answers, patterns),
        f1: answerF1(text, answers),
        isRead: read.some((block) => passages.correctSpans(block, question, maxSpan).length > 0),
      };
    });
  });
  return results;
}

const mean = (values: readonly number[]): number | null =>
  values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : null;

export async function evaluate(parts: QaParts, asked: readonly QaQuestion[], reads: boolean): Promise<Metrics> {
  const results = await answerQuestions(parts, asked, reads, depths[2]);
  const recall = (rankingOf: (result: QaResult) => number[], k: number) =>
    mean(results.map((result, i) => successAt(rankingOf(result), relevant(asked[i]!.blocks), k)));
  const read = results.flatMap(({ answer }) => (answer ? [answer] : []));
  return {
    ...Object.fromEntries(depths.map((k) => [`recallAt${k}`, recall(({ ranking }) => ranking, k)])),
    ...Object.fromEntries(
      depths.map((k) => [`lexicalRecallAt${k}`, recall(({ lexicalRanking }) => lexicalRanking, k)]),
    ),
    exactMatch: mean(read.map(({ isCorrect }) => Number(isCorrect))),
    f1: mean(read.map(({ f1 }) => f1)),
    answerRead: mean(read.map(({ isRead }) => Number(isRead))),
  };
}
