/** The evaluation over plans whose answers are known: alignment by head and on average, and what is exact, also in a last batch that is not full. */
import { expect, it } from 'vitest';
import { ParameterRegistry } from '../../models/registry.ts';
import { knownPlans, scoresFor } from '../../run/testing/known-plans.ts';
import { resolvePreset } from '../presets.ts';
import { Seq2SeqEvaluation } from './evaluate.ts';
import { modelOf } from './models.ts';
import { characterTokenizer, type Seq2SeqParts } from './parts.ts';
import type { Seq2SeqRunConfig } from './settings.ts';

it('of a transformer: the mean of its heads, and the best of them', async () => {
  const config = resolvePreset<Seq2SeqRunConfig>('seq2seq-smoke', {
    seq2seq: { model: 'transformer', layers: 2, heads: 2, width: 8, batch: 6 },
  });
  const tokenizer = characterTokenizer('reversal');
  // all are right but those of four symbols, each token with a loss of 2 nats
  const plans = knownPlans((inputs, output, shape) => {
    const targets = inputs.integers('targets');
    const lengths = inputs.integers('sourceLengths');
    if (output === 'likelihood') return new Float32Array(targets.length).fill(-2);
    const steps = targets.length / lengths.length;
    const lengthOf = (at: number) => lengths[Math.floor(at / steps)]!;
    if (output === 'logits') {
      return scoresFor(
        shape,
        targets.map((token, at) => (lengthOf(at) < 4 ? token : 0)),
      );
    }
    // the second head of the first layer looks at the symbol that is copied, but not of two symbols; all others look at the first one
    const [rows, heads] = shape as [number, number, number];
    return scoresFor(
      shape,
      Array.from({ length: rows * heads * steps }, (_, at) => {
        const [row, head, step] = [Math.floor(at / steps / heads), Math.floor(at / steps) % heads, at % steps];
        const isRight = output === 'attention 0' && head === 1 && lengths[row] !== 2;
        return isRight ? Math.max(0, lengths[row]! - 1 - step) : 0;
      }),
    );
  });
  const parts = {
    ...{ config, tokenizer, model: modelOf(config, tokenizer.vocabularySize), registry: new ParameterRegistry(1) },
    engine: { frozen: plans },
  };
  const metrics = await new Seq2SeqEvaluation(parts as unknown as Seq2SeqParts).measure();
  // as many of one, two, three and four symbols: the first one is copied by 4 of 10, and stands beside what is copied by 3
  expect(metrics).toMatchObject({ exact: 0.75, exactOf2: 1, exactOf4: 0, heldOutLoss: 2 });
  expect(metrics.alignedHead).toBeCloseTo(0.9, 12);
  expect(metrics.alignedArgmax).toBeCloseTo(0.4, 12);
  expect(metrics.alignedMass).toBeCloseTo((4 + 5 / 4) / 10, 12);
  expect(metrics.alignedNear).toBeCloseTo((7 + 3 / 4) / 10, 12);
});
