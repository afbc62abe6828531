import { describe, expect, it } from 'vitest';
import { loadPhase, resetPhase, savePhase } from '../../run/phase-state.ts';
import { sequenceAt } from '../../text/tokenizer/tokens.ts';
import { IctPhase } from './ict.ts';
import type { RealmConfig } from './settings.ts';
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
      phase.fill(inputs, pairs, step);
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

describe('blocks of one sentence', () => {
  type Kind = RealmConfig['ict']['loneSentence'];
  /** Every block has two sentences but those of even number, whose second sentence is taken away. */
  const phaseWith = async (loneSentence: Kind, keepSentence: number, batch = 4, all = false) => {
    const config = smallBatches(batch);
    const parts = await partsOf(6, { ...config, ict: { ...config.ict, loneSentence, keepSentence } });
    const seen = new Set<number>();
    const sentences = parts.prepared.sentences.filter(({ block }) => {
      const isSecond = seen.has(block);
      seen.add(block);
      return !isSecond || (!all && block % 2 === 1);
    });
    const phase = new IctPhase({ ...parts, prepared: { ...parts.prepared, sentences } });
    return { phase, parts, sentences };
  };
  const extra = 3; // [CLS] title [SEP] body [SEP]

  /** Of 400 pairs: how many of a block of one sentence have the whole of it, and how many have nothing of it. */
  const count = async (loneSentence: Kind, keepSentence: number) => {
    const { phase, parts } = await phaseWith(loneSentence, keepSentence);
    const { prepared } = parts;
    const found = { whole: 0, empty: 0, others: 0 };
    const lone = new Map(
      prepared.blocks.flatMap(({ title }, i) =>
        i % 2 === 0
          ? [[sequenceAt(prepared.documents, i).join(), extra + prepared.tokenizer.encode(title).ids.length] as const]
          : [],
      ),
    );
    for (let step = 0; step < 100; step++) {
      for (const { document } of await phase.draw()) {
        const length = Array.from(document).length;
        if (lone.has(Array.from(document).join())) found.whole++;
        else if ([...lone.values()].includes(length)) found.empty++;
        else found.others++;
      }
    }
    return { ...found, skipped: phase.skipped['one-sentence'] ?? 0, phase };
  };

  it('are emptied with probability 1 − keepSentence, kept whole, or left out and counted', async () => {
    const emptied = await count('empty', 0);
    expect(emptied.whole).toBe(0);
    expect(emptied.empty).toBeGreaterThan(150);
    expect(emptied.skipped).toBe(0);

    const kept = await count('keep', 0);
    expect(kept.empty).toBe(0);
    expect(kept.whole).toBe(emptied.empty);
    expect(kept.skipped).toBe(0);

    const dropped = await count('drop', 0);
    expect([dropped.whole, dropped.empty, dropped.others]).toEqual([0, 0, 400]);
    expect(dropped.skipped).toBeGreaterThan(300);

    // where the sentence stays in its block, the official code uses it
    const half = await count('drop', 0.5);
    expect(half.empty).toBe(0);
    expect(half.whole).toBeGreaterThan(60);
    expect(half.skipped).toBeGreaterThan(60);
  });

  it('their count is saved, and begins anew after a reset; earlier checkpoints had none', async () => {
    const { phase } = await count('drop', 0);
    const saved = JSON.parse(JSON.stringify(await savePhase(phase)));
    const { phase: other } = await phaseWith('drop', 0);
    loadPhase(other, saved);
    expect(other.skipped).toEqual(phase.skipped);
    expect(await other.draw()).toEqual(await phase.draw());
    expect(() => loadPhase(other, { ...saved, skipped: { x: -1 } })).toThrow(/damaged/);
    loadPhase(other, { draw: saved.draw });
    expect(other.skipped).toEqual({});
    loadPhase(other, saved);
    resetPhase(other);
    expect(other.skipped).toEqual({});
  });

  it('alone are no corpus if they are left out, and a batch has no more pairs than the other blocks', async () => {
    const { phase, parts } = await phaseWith('drop', 0, 64);
    const others = parts.prepared.blocks.filter((_, i) => i % 2 === 1);
    expect(phase.shapes).toEqual([new Set(others.map(({ identity }) => identity)).size]);
    await expect(phaseWith('drop', 0, 4, true)).rejects.toMatchObject({ code: 'bad-corpus' });
    expect((await phaseWith('keep', 0, 4, true)).phase.shapes).toEqual([4]);
  });
});
