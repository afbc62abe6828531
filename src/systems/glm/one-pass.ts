/**
 * Greedy filling of one blank a row, without generating. A blank is right if greedy filling gives exactly its text. That is the case if and only if, given the right
 * tokens before, the likeliest token that may be written is the right one everywhere, `eop` included. So one pass is enough (`outcomeOf`).
 */
import { glmGraph } from '../../models/glm.ts';
import type { Progress } from '../../run/system.ts';
import { likeliestAllowed, type Outcome, outcomeOf } from './filling-rules.ts';
import type { GlmRow } from './layout.ts';
import type { GlmParts } from './parts.ts';
import { fillRows, rowLength } from './rows.ts';

/** Predictions of a row that fills a blank of at most five tokens, its end included. */
const fewPredictions = 6;

export interface Filling {
  outcome: Outcome;
  /** Σ log p of its tokens among all tokens, in nats. */
  logLikelihood: number;
}

/** Uses the frozen parameters. */
export async function fillInOnePass(
  { config, model, registry, vocabulary, engine }: GlmParts,
  rows: readonly GlmRow[],
  onProgress: Progress = () => {},
): Promise<Filling[]> {
  const { batch, titles } = config.glm;
  const length = rowLength(config.glm);
  const shape = { rows: batch, length, predictions: batch * (titles ? length : fewPredictions) };
  const plan = await engine.frozen.plan('fill', () => {
    const { graph, logits, likelihood } = glmGraph(registry, model, shape);
    return { graph, outputs: { logits, likelihood } };
  });
  const fillings: Filling[] = [];
  const { size: v, barred, end } = vocabulary;
  for (let first = 0; first < rows.length; first += shape.rows) {
    const some = rows.slice(first, first + shape.rows);
    fillRows(plan, some, shape, v);
    const { logits, likelihood } = await plan.run();
    let n = 0;
    for (const { targets } of some) {
      const likeliest = targets.map((_, i) => likeliestAllowed(logits!.subarray((n + i) * v, (n + i + 1) * v), barred));
      const logLikelihood = likelihood!.subarray(n, n + targets.length).reduce((a, b) => a + b, 0);
      fillings.push({ outcome: outcomeOf(likeliest, targets, end), logLikelihood });
      n += targets.length;
    }
    onProgress(fillings.length, rows.length);
  }
  return fillings;
}
