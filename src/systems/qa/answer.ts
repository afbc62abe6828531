/** From scores to an answer: probabilities of spans, summed over spans of the same normalised text. */
import type { QaForm, QaShape } from '../../models/qa.ts';
import { logSumExp } from '../../util/log-sum-exp.ts';
import type { Passages, TokenSpan } from './passages.ts';
import { type QaRow, tokensRead } from './plan-inputs.ts';

export interface ScoredSpan extends TokenSpan {
  /** Score of the MLP, without f(x,z). */
  score: number;
  /** p(s,z|x): of all spans of the documents that are read they sum to 1. */
  probability: number;
}

/** A document that was read. */
export interface ReadDocument {
  block: number;
  /** f(x,z) */
  score: number;
  /** p(z|x): softmax of f over the documents that are read. */
  priorProbability: number;
  spans: ScoredSpan[];
}

export interface ReadAnswer {
  text: string;
  block: number;
  span: ScoredSpan;
  /** The probability of the answer: the sum over all its spans. */
  confidence: number;
}

export interface Reading {
  documents: ReadDocument[];
  /** Null if there is nothing to read. */
  answer: ReadAnswer | null;
}

/**
 * Reads question b of a plan's outputs `spans` (B·k, T·L) and `scores` (B, k). The answer is the normalised text with the largest sum of
 * probabilities; of its spans the most probable one is shown.
 */
export function readAnswer(
  row: QaRow,
  b: number,
  { spans, scores }: { spans: Float32Array; scores: Float32Array },
  passages: Passages,
  { candidates: k, length, maxSpan, form }: QaShape,
): Reading {
  const { blocks } = passages.prepared;
  const documents = row.blocks.slice(0, k).map((block, z): ReadDocument => {
    const r = b * k + z;
    const count = tokensRead(row.ids, blocks[block]!.body, length);
    const found: ScoredSpan[] = [];
    for (let first = 0; first < count; first++) {
      for (let l = 0; l < maxSpan && first + l < count; l++) {
        const score = spans[(r * length + row.ids.length + first) * maxSpan + l]!;
        found.push({ first, last: first + l, score, probability: 0 });
      }
    }
    return { block, score: scores[r]!, priorProbability: 0, spans: found };
  });
  fillProbabilities(documents, form);
  const sums = new Map<string, { sum: number; block: number; span: ScoredSpan }>();
  for (const { block, spans: found } of documents) {
    for (const span of found) {
      const text = passages.normalisedText(block, span);
      if (text === '') continue;
      const known = sums.get(text);
      if (!known) sums.set(text, { sum: span.probability, block, span });
      else {
        known.sum += span.probability;
        if (span.probability > known.span.probability) Object.assign(known, { block, span });
      }
    }
  }
  let best: { sum: number; block: number; span: ScoredSpan } | null = null;
  for (const one of sums.values()) if (!best || one.sum > best.sum) best = one;
  const answer = best && {
    text: passages.textOf(best.block, best.span),
    block: best.block,
    span: best.span,
    confidence: best.sum,
  };
  return { documents, answer };
}

/** Paper: p(z|x) times the softmax within z. Code: one softmax of span score + f over all spans. */
function fillProbabilities(documents: readonly ReadDocument[], form: QaForm): void {
  const read = documents.filter(({ spans }) => spans.length > 0);
  if (read.length === 0) return;
  const ofPrior = logSumExp(read.map(({ score }) => score));
  const within = read.map(({ spans }) => logSumExp(spans.map(({ score }) => score)));
  const ofAll = logSumExp(read.map(({ score }, z) => score + within[z]!));
  read.forEach((document, z) => {
    document.priorProbability = Math.exp(document.score - ofPrior);
    const total = form === 'paper' ? ofPrior + within[z]! : ofAll;
    for (const span of document.spans) span.probability = Math.exp(document.score + span.score - total);
  });
}
