/** What the model predicts after the pairs of one prompt, and that reading changes no parameter. */
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { withHashes } from './answer.ts';
import type { PointsAnswer, RegressionProbes } from './probes.ts';
import { fillRegression, type RegressionParts, regressionLength, regressionPlan } from './regression-parts.ts';
import { mostPairs } from './symbols.ts';

/** Largest number of x that are asked at once. */
export const mostAsked = 32;

/** Reads the pairs with each x after them, one prompt for each. Throws `bad-option` for too many pairs or x, or numbers that are not finite. */
export async function answerPoints(
  parts: RegressionParts,
  { points, asked }: RegressionProbes['points']['query'],
): Promise<PointsAnswer> {
  const areNumbers = [...points, ...asked].flat().every(Number.isFinite);
  if (points.length > mostPairs || asked.length > mostAsked || !areNumbers) {
    throw new RetrogradError(
      'bad-option',
      sentence`A prompt of numbers has at most ${mostPairs} pairs, and at most ${mostAsked} prompts are read at once.`,
    );
  }
  const { engine } = parts;
  return withHashes(engine, async () => {
    const plan = await engine.plan('read pairs', () => regressionPlan(parts, mostAsked));
    fillRegression(
      plan,
      asked.map((x) => ({ examples: points, x })),
    );
    const { predictions } = await plan.run();
    return { predictions: asked.map((_, r) => predictions![r * regressionLength + 2 * points.length]!) };
  });
}
