import { describe, expect, it } from 'vitest';
import type { RetrieverEmbedder, Side } from '../../run/embedding.ts';
import { loadPhase, resetPhase, savePhase } from '../../run/phase-state.ts';
import { sequenceCount, type TokenSequences } from '../../text/tokenizer/tokens.ts';
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

describe('a warm-up that reads what the retriever finds', () => {
  /** The retriever finds the blocks 3, 4, 5, … for every sentence. */
  const finds = (dimension: number) => ({
    dimension,
    embed: async (sequences: TokenSequences, side: Side) =>
      side === 'query'
        ? new Float32Array(sequenceCount(sequences) * dimension).fill(1)
        : // the inner product with the query falls from block 3 on; the blocks before it come last
          Float32Array.from({ length: sequenceCount(sequences) * dimension }, (_, i) => {
            const block = Math.floor(i / dimension);
            return block < 3 ? -1e6 : -block;
          }),
  });

  const phaseWith = async (retrieved: number) => {
    const config = smallBatches(16);
    const parts = await partsOf(20, {
      ...config,
      realm: { ...config.realm, candidates: 4 },
      warmup: { ...config.warmup, retrieved, steps: 1 },
      joint: { ...config.joint, steps: 0 },
    });
    const phase = new WarmupPhase({ ...parts, embedder: finds(2) as unknown as RetrieverEmbedder });
    await phase.enter();
    return { phase, prepared: parts.prepared };
  };

  it('reads one of the candidates, never the source, in that share of the examples', async () => {
    for (const share of [1, 0.3]) {
      const { phase, prepared } = await phaseWith(share);
      const bodies = prepared.blocks.map(({ body }) => [...body].join(' '));
      const read = new Map<number, number>();
      /** Of sentences from other blocks than those that are found. */
      const far = new Map<number, number>();
      let examples = 0;
      for (let step = 0; step < 60; step++) {
        for (const { z, x, masks, targets } of await phase.draw()) {
          const own = Array.from(x);
          masks.forEach((position, i) => {
            own[position] = targets[i]!;
          });
          const block = bodies.indexOf(Array.from(z).join(' '));
          const isOwn = bodies[block]!.includes(own.join(' '));
          examples++;
          if (isOwn) continue;
          read.set(block, (read.get(block) ?? 0) + 1);
          const source = bodies.findIndex((body) => body.includes(own.join(' ')));
          if (source < 3 || source > 5) far.set(block, (far.get(block) ?? 0) + 1);
        }
      }
      // three of the first four, since the source of a sentence may be one of them
      expect([...read.keys()].sort()).toEqual([3, 4, 5, 6]);
      const total = [...read.values()].reduce((sum, count) => sum + count, 0);
      if (share === 1) expect(total).toBe(examples);
      else expect(Math.abs(total / examples - share)).toBeLessThan(0.05);
      expect([...far.keys()].sort()).toEqual([3, 4, 5]);
      const all = [...far.values()].reduce((sum, count) => sum + count, 0);
      for (const block of [3, 4, 5]) expect(Math.abs(far.get(block)! / all - 1 / 3)).toBeLessThan(0.08);
    }
  });

  it('draws the same again in another run, from a saved state, and after a return to its first batch', async () => {
    const [{ phase }, { phase: other }] = [await phaseWith(0.5), await phaseWith(0.5)];
    const first = await phase.draw();
    expect(await other.draw()).toEqual(first);
    const saved = JSON.parse(JSON.stringify(await savePhase(phase)));
    const second = await phase.draw();
    const { phase: resumed } = await phaseWith(0.5);
    loadPhase(resumed, saved);
    expect(await resumed.draw()).toEqual(second);
    resetPhase(phase);
    await phase.enter();
    expect(await phase.draw()).toEqual(first);
  });
});
