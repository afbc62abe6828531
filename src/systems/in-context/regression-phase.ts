/** The phase of linear regression in the context: prompts of one function each, which is new every time or one of a few. */
import { numberModelGraph } from '../../models/number-model.ts';
import { Draw } from '../../run/draws.ts';
import { rateFactor } from '../../run/schedule.ts';
import type { Phase, PlanInputs, Program } from '../../run/system.ts';
import { drawPrompt, drawVector, expectedLeastError, type RegressionPrompt } from './regression.ts';
import { fillRegression, type RegressionParts, regressionLength } from './regression-parts.ts';
import { planSizes } from './settings.ts';
import { pairCounts } from './symbols.ts';

/** No predictor has a smaller expected loss where every prompt has a new w. */
const leastLoss = pairCounts.reduce((sum, k) => sum + expectedLeastError(k), 0) / pairCounts.length;

export class RegressionPhase implements Phase<RegressionPrompt[]> {
  readonly id = 'context';
  readonly sizes = planSizes;
  readonly steps: number;
  readonly evaluateEvery: number;
  readonly source: Draw;

  constructor(private readonly parts: Omit<RegressionParts, 'engine'>) {
    const { config, known } = parts;
    this.steps = config.context.steps;
    this.evaluateEvery = config.evaluation.every;
    this.source = new Draw([...(known ?? [0]).keys()], config.seed, this.id);
  }

  program(): Program {
    const { config, registry, model } = this.parts;
    const { graph, loss } = numberModelGraph(registry, model, config.context.batch, regressionLength);
    return { graph, outputs: { loss }, loss };
  }

  rates(step: number): Record<string, number> {
    const { steps, warmupSteps, learningRate, linearDecay } = this.parts.config.context;
    return { 'lm.': learningRate * rateFactor({ steps, warmupSteps, linearDecay }, step) };
  }

  async draw(): Promise<RegressionPrompt[]> {
    const { config, known } = this.parts;
    const { source } = this;
    return Array.from({ length: config.context.batch }, () =>
      drawPrompt(known ? known[source.next()]! : drawVector(source.prng), source.prng),
    );
  }

  fill(inputs: PlanInputs, prompts: RegressionPrompt[]): void {
    fillRegression(inputs, prompts);
  }

  measure(): Record<string, number> {
    return this.parts.known ? {} : { exactLoss: leastLoss };
  }
}
