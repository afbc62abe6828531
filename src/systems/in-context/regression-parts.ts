/** What phase, evaluation and probes of a run of linear regression share. */
import { type NumberModelConfig, numberModelGraph } from '../../models/number-model.ts';
import type { ParameterRegistry } from '../../models/registry.ts';
import type { Engine, PlanRequest } from '../../run/engine.ts';
import type { PlanInputs } from '../../run/system.ts';
import { Prng } from '../../util/prng.ts';
import { dimension, drawVector, type RegressionPrompt, type Vector } from './regression.ts';
import type { InContextConfig } from './settings.ts';
import { mostPairs } from './symbols.ts';

export interface RegressionParts {
  config: InContextConfig;
  model: NumberModelConfig;
  registry: ParameterRegistry;
  engine: Engine;
  /** The w of all training prompts; null: each has a new one. */
  known: readonly Vector[] | null;
}

/** Positions of the longest prompt: x y of every pair, and the x that is asked. */
export const regressionLength = 2 * mostPairs + 1;

/** A position reads x₁, x₂, 0 or 0, 0, y, and is padding, an x or a y. */
const columns = dimension + 1;
const kinds = { x: 1, y: 2 } as const;

export function numberModelOf({ context }: Pick<InContextConfig, 'context'>): NumberModelConfig {
  const { width, layers, heads, initialStd, initialPositions } = context;
  return {
    ...{ columns, kinds: 3, maxLength: regressionLength },
    ...{ width, layers, heads, initialStd, initialPositions },
  };
}

/** The functions that are trained on, drawn by the seed; null: each prompt has a new one. */
export function knownFunctions({ context, tasks, seed }: InContextConfig): Vector[] | null {
  if (context.functions === 'new') return null;
  const prng = Prng.fork(seed, 'functions');
  return Array.from({ length: tasks.known }, () => drawVector(prng));
}

/** The plan that reads so many prompts. Its value `predictions` is (R, T, 1). */
export function regressionPlan(
  { registry, model }: Pick<RegressionParts, 'registry' | 'model'>,
  rows: number,
): PlanRequest {
  const { graph, predictions } = numberModelGraph(registry, model, rows, regressionLength);
  return { graph, outputs: { predictions } };
}

/**
 * Writes prompts into the inputs of `numberModelGraph`. The y after k pairs is predicted at position 2k. The weights make the loss the mean over all
 * predictions of the squared error over the dimension.
 */
export function fillRegression(inputs: PlanInputs, prompts: readonly RegressionPrompt[]): void {
  const values = inputs.floats('values').fill(0);
  const kind = inputs.integers('kinds').fill(0);
  const lengths = inputs.integers('lengths').fill(0);
  const targets = inputs.floats('targets').fill(0);
  const weights = inputs.floats('weights').fill(0);
  let predictions = 0;
  prompts.forEach(({ examples, x, y }, r) => {
    const readX = (at: number, [x1, x2]: Vector, target: number | undefined) => {
      values.set([x1, x2], at * columns);
      kind[at] = kinds.x;
      if (target === undefined) return;
      targets[at] = target;
      weights[at] = 1;
      predictions++;
    };
    const start = r * regressionLength;
    examples.forEach(([x1, x2, one], k) => {
      const at = start + 2 * k;
      readX(at, [x1, x2], one);
      values[(at + 1) * columns + dimension] = one;
      kind[at + 1] = kinds.y;
    });
    readX(start + 2 * examples.length, x, y);
    lengths[r] = 2 * examples.length + 1;
  });
  if (predictions > 0) for (let i = 0; i < weights.length; i++) weights[i]! /= predictions * dimension;
}
