import { describe, expect, it } from 'vitest';
import type { CompiledGraph } from '../graph/compile.ts';
import { generateBios } from '../text/bios.ts';
import { Batches } from './batches.ts';
import { defaultConfig, type RunConfig } from './config.ts';
import { exampleTokens } from './examples.ts';
import { modelConfig } from './model-shapes.ts';
import { prepareCorpus } from './prepare.ts';

/** The inputs of a plan for ICT with rows of `b` pairs, and nothing behind them. */
function inputsOnly(b: number, t: number): CompiledGraph {
  const made = new Map<string, Uint32Array | Float32Array>();
  const size = (name: string) => (/\.(ids|weights)$/.test(name) ? b * t : b);
  const view = (name: string, type: typeof Uint32Array | typeof Float32Array) => {
    if (!made.has(name)) made.set(name, new type(size(name)));
    return made.get(name)!;
  };
  return {
    integers: (name: string) => view(name, Uint32Array),
    floats: (name: string) => view(name, Float32Array),
  } as unknown as CompiledGraph;
}

async function batchesOf(people: number, batch: number) {
  const config: RunConfig = { ...defaultConfig, ict: { ...defaultConfig.ict, batch, keepSentence: 1 } };
  const prepared = await prepareCorpus(generateBios({ people, attributes: 4, seed: 1 }), config);
  const model = modelConfig(config, prepared);
  return { batches: new Batches(model, config, prepared), prepared, model };
}

describe('batches of the inverse cloze task', () => {
  it.each([
    [3, 8],
    [2, 64],
  ])('hold no block twice: %d people, batch %d', async (people, batch) => {
    const { batches, prepared, model } = await batchesOf(people, batch);
    expect(batches.ictBatch).toBe(Math.min(batch, prepared.blocks.length));
    const t = model.lengths.document;
    const compiled = inputsOnly(batches.ictBatch, t);
    const drawn = new Set<string>();
    for (let step = 0; step < 12; step++) {
      batches.fillIct(compiled);
      const ids = compiled.integers('document.ids');
      const rows = Array.from({ length: batches.ictBatch }, (_, b) => ids.slice(b * t, (b + 1) * t).join());
      expect(new Set(rows).size).toBe(rows.length);
      for (const row of rows) drawn.add(row);
      expect(compiled.floats('weights').reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    }
    expect(drawn.size).toBe(prepared.blocks.length);
  });

  it('are as large as the settings say where the corpus is', async () => {
    expect((await batchesOf(20, 64)).batches.ictBatch).toBe(64);
  });
});

it('a joint batch without any candidate gives way to the next; where none ever has one, that is said', async () => {
  const { batches, prepared } = await batchesOf(4, 8);
  let asked = 0;
  const barren = batches.fillJoint(inputsOnly(1, 1), async (examples) => {
    asked++;
    return examples.map((example) => ({
      example,
      tokens: exampleTokens(example, prepared),
      blocks: [],
      skipped: 'no candidates',
    }));
  });
  await expect(barren).rejects.toMatchObject({ code: 'bad-corpus', message: expect.stringMatching(/no candidates/) });
  expect(asked).toBeGreaterThan(10);
});
