import { expect, it } from 'vitest';
import { inputsOnly, partsOf, smallBatches } from './testing/phase-parts.ts';
import { WarmupPhase } from './warmup.ts';

/** Of 3,200 examples: how many read nothing, their own block, another. */
async function readBeside(distractors: number) {
  const config = smallBatches(32);
  const parts = await partsOf(20, { ...config, warmup: { ...config.warmup, distractors } });
  const { model, prepared } = parts;
  const phase = new WarmupPhase(parts);
  const t = model.reader.maxLength;
  const inputs = inputsOnly(32, t, model.masks);
  const beside = { nothing: 0, own: 0, another: 0 };
  for (let step = 0; step < 100; step++) {
    const drawn = await phase.draw();
    expect(phase.shapes).toContain(phase.shapeOf(drawn));
    phase.fill(inputs, drawn, step);
    const ids = inputs.integers('joined.ids');
    const ranges = inputs.integers('joined.ranges');
    const targets = inputs.integers('joined.targets');
    for (let b = 0; b < 32; b++) {
      const row = ids.slice(b * t, (b + 1) * t);
      const z = [...row.slice(ranges[2 * b], ranges[2 * b + 1])];
      // x with its first masked token back in place stands in its own block
      const x = [...row.slice(1, ranges[2 * b]! - 1)];
      const mask = x.indexOf(prepared.tokenizer.special.mask);
      x[mask] = targets[b * model.masks]!;
      if (z.length === 0) beside.nothing++;
      else if (` ${z.join(' ')} `.includes(` ${x.join(' ')} `)) beside.own++;
      else beside.another++;
    }
  }
  return beside;
}

it('gives each sentence its block, or at warmup.distractors nothing or, as often, any block', async () => {
  expect(await readBeside(0)).toEqual({ nothing: 0, own: 3200, another: 0 });
  const { nothing, own, another } = await readBeside(0.5);
  expect(own / 3200).toBeCloseTo(0.5, 1);
  expect(nothing / 3200).toBeCloseTo(0.25, 1);
  expect(another / 3200).toBeCloseTo(0.25, 1);
});

it('weighs every example the same, whatever the number of its masks', async () => {
  const parts = await partsOf(8, smallBatches(8));
  const phase = new WarmupPhase(parts);
  const { masks } = parts.model;
  const inputs = inputsOnly(8, parts.model.reader.maxLength, masks);
  const rows = await phase.draw();
  phase.fill(inputs, rows, 0);
  const weights = inputs.floats('tokenWeights');
  rows.forEach((row, b) => {
    const own = weights.subarray(b * masks, (b + 1) * masks);
    expect(own.reduce((sum, weight) => sum + weight)).toBeCloseTo(1 / 8, 6);
    expect([...own].filter((weight) => weight > 0)).toHaveLength(row.masks.length);
  });
});
