/**
 * The evaluation of linear regression in the context: squared error by the number of pairs on functions that are new, with x in its range of training and beyond
 * it, beside least squares on the same prompts. They do not depend on the seed of the run.
 */
import type { CompiledGraph } from '../../graph/compile.ts';
import type { Metrics } from '../../run/records.ts';
import { Prng } from '../../util/prng.ts';
import { metricAt } from './metrics.ts';
import {
  drawPrompt,
  drawVector,
  leastSquares,
  product,
  type RegressionPrompt,
  relativeError,
  scaled,
  type Vector,
} from './regression.ts';
import { fillRegression, type RegressionParts, regressionLength, regressionPlan } from './regression-parts.ts';
import { pairCounts } from './symbols.ts';

/** Prompts that are read at once. */
const rowsAtOnce = 64;

/** Of x beyond the range of training. */
export const wideScale = 2;

/** Squared errors over the variance of y, by the number of pairs. */
export interface ErrorsByPairs {
  model: number[];
  leastSquares: number[];
}

type Reader = Pick<CompiledGraph, 'floats' | 'integers' | 'run'>;

export class RegressionEvaluation {
  private readonly prompts: readonly RegressionPrompt[];
  private readonly taught: readonly RegressionPrompt[] | null;

  constructor(private readonly parts: RegressionParts) {
    const { config, known } = parts;
    const { prompts } = config.evaluation;
    this.prompts = regressionPrompts(prompts, drawVector);
    this.taught = known && regressionPrompts(prompts, (_, i) => known[i % known.length]!);
  }

  async measure(): Promise<Metrics> {
    const plan = await this.parts.engine.frozen.plan('read prompts', () => regressionPlan(this.parts, rowsAtOnce));
    const near = await errorsOf(plan, this.prompts, 1, 1);
    const wide = await errorsOf(plan, this.prompts, wideScale, 1);
    const taught = this.taught && (await errorsOf(plan, this.taught, 1, 1));
    return Object.fromEntries(
      pairCounts.flatMap((k) => [
        [metricAt('error', k), near.model[k]!],
        [metricAt('least', k), near.leastSquares[k]!],
        [metricAt('wide', k), wide.model[k]!],
        ...(taught ? [[metricAt('taught', k), taught.model[k]!] as const] : []),
      ]),
    );
  }

  /** Errors on the same prompts with x and w of other scales, with the parameters as they are now. */
  async errorsAt(xScale: number, wScale: number): Promise<ErrorsByPairs> {
    const plan = await this.parts.engine.plan('read prompts', () => regressionPlan(this.parts, rowsAtOnce));
    return errorsOf(plan, this.prompts, xScale, wScale);
  }
}

/** Prompts of all pairs; `functionOf` gives the w of each by its number. */
export function regressionPrompts(count: number, functionOf: (prng: Prng, i: number) => Vector): RegressionPrompt[] {
  const prng = Prng.fork(0, 'regression prompts');
  return Array.from({ length: count }, (_, i) => drawPrompt(functionOf(prng, i), prng));
}

async function errorsOf(
  plan: Reader,
  prompts: readonly RegressionPrompt[],
  xScale: number,
  wScale: number,
): Promise<ErrorsByPairs> {
  const found = pairCounts.map(() => ({ model: [] as number[], exact: [] as number[], truth: [] as number[] }));
  for (let first = 0; first < prompts.length; first += rowsAtOnce) {
    const some = prompts.slice(first, first + rowsAtOnce).map((prompt) => scaled(prompt, xScale, wScale));
    fillRegression(plan, some);
    const { predictions } = await plan.run();
    some.forEach(({ examples, x, y }, r) => {
      found.forEach(({ model, exact, truth }, k) => {
        const [x1, x2, value] = examples[k] ?? [...x, y!];
        model.push(predictions![r * regressionLength + 2 * k]!);
        exact.push(product(leastSquares(examples.slice(0, k)), [x1, x2]));
        truth.push(value);
      });
    });
  }
  return {
    model: found.map(({ model, truth }) => relativeError(model, truth)),
    leastSquares: found.map(({ exact, truth }) => relativeError(exact, truth)),
  };
}
