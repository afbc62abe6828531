import { describe, expect, it } from 'vitest';
import { loadPhase, resetPhase, savePhase } from '../../run/phase-state.ts';
import { IctPhase } from './ict.ts';
import { inputsOnly, partsOf, smallBatches } from './testing/phase-parts.ts';

const phaseOf = async (people: number, batch: number) => {
  const parts = await partsOf(people, smallBatches(batch));
  return { phase: new IctPhase(parts), parts };
};

describe('batches of the inverse cloze task', () => {
  it.each([
    [3, 8],
    [2, 64],
  ])('hold no block twice: %d people, batch %d', async (people, batch) => {
    const { phase, parts } = await phaseOf(people, batch);
    const size = Math.min(batch, parts.prepared.blocks.length);
    expect(phase.shapes).toEqual([size]);
    const t = parts.model.lengths.document;
    const inputs = inputsOnly(size, t);
    const drawn = new Set<string>();
    for (let step = 0; step < 12; step++) {
      const pairs = await phase.draw();
      expect(pairs).toHaveLength(size);
      phase.fill(inputs, pairs);
      const ids = inputs.integers('document.ids');
      const rows = Array.from({ length: size }, (_, b) => ids.slice(b * t, (b + 1) * t).join());
      expect(new Set(rows).size).toBe(rows.length);
      for (const row of rows) drawn.add(row);
      expect(inputs.floats('weights').reduce((a, b) => a + b)).toBeCloseTo(1, 6);
      expect([...inputs.integers('targets')]).toEqual(rows.map((_, b) => b));
    }
    expect(drawn.size).toBe(parts.prepared.blocks.length);
  });

  it('are as large as the settings say where the corpus is', async () => {
    expect((await phaseOf(20, 64)).phase.shapes).toEqual([64]);
  });

  it('go on from a saved state, and begin anew after a reset', async () => {
    const { phase } = await phaseOf(5, 4);
    const first = await phase.draw();
    const saved = JSON.parse(JSON.stringify(await savePhase(phase)));
    const next = await phase.draw();
    const { phase: other } = await phaseOf(5, 4);
    loadPhase(other, saved);
    expect(await other.draw()).toEqual(next);
    resetPhase(other);
    expect(await other.draw()).toEqual(first);
  });

  it('refuse a saved state that points beyond the corpus, to the last block', async () => {
    const { phase, parts } = await phaseOf(5, 4);
    const { draw } = JSON.parse(JSON.stringify(await savePhase(phase)));
    const at = (cursor: unknown) => ({ draw: { ...draw, sampler: { ...draw.sampler, cursor } } });
    expect(() => loadPhase(phase, at(parts.prepared.blocks.length))).not.toThrow();
    const words = { prng: [1, 2, 3] };
    const beyond = [
      at(parts.prepared.blocks.length + 1),
      at(-1),
      at(1e300),
      at(0.5),
      at('0'),
      { draw: { ...draw, ...words } },
    ];
    for (const state of [...beyond, {}, null, undefined, [], { __proto__: at(0), draw: null }]) {
      expect(() => loadPhase(phase, state)).toThrow(
        expect.objectContaining({
          code: 'bad-checkpoint',
          message: expect.stringMatching(/of ict are damaged|how far ict/),
        }),
      );
    }
  });
});
