import { describe, expect, it } from 'vitest';
import type { CompiledGraph } from '../../graph/compile.ts';
import { prepareCorpus } from '../../run/prepare.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { Batches } from './batches.ts';
import { defaultConfig, type RunConfig } from './config.ts';
import { exampleTokens } from './examples.ts';
import { modelConfig } from './model-shapes.ts';

/** The inputs of a plan with `b` rows of `t` tokens, `j` of them masked, and nothing behind them. */
function inputsOnly(b: number, t: number, j = 1): CompiledGraph {
  const made = new Map<string, Uint32Array | Float32Array>();
  const size = (name: string) => {
    if (/\.(ids|weights|segments)$/.test(name)) return b * t;
    if (/^joint\.(masks|targets)$|tokenWeights/.test(name)) return b * j;
    return name === 'joint.ranges' ? 2 * b : b;
  };
  const view = (name: string, type: typeof Uint32Array | typeof Float32Array) => {
    if (!made.has(name)) made.set(name, new type(size(name)));
    return made.get(name)!;
  };
  return {
    integers: (name: string) => view(name, Uint32Array),
    floats: (name: string) => view(name, Float32Array),
  } as unknown as CompiledGraph;
}

async function batchesOf(people: number, batch: number, warmup: Partial<RunConfig['warmup']> = {}) {
  const config: RunConfig = {
    ...defaultConfig,
    ict: { ...defaultConfig.ict, batch, keepSentence: 1 },
    warmup: { ...defaultConfig.warmup, batch, substitution: 0, ...warmup },
  };
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

describe('batches of the reader’s warm-up', () => {
  /** Of 3,200 examples: how many read nothing, their own block, another. */
  async function readBeside(distractors: number) {
    const { batches, prepared, model } = await batchesOf(20, 32, { distractors });
    const t = model.reader.maxLength;
    const compiled = inputsOnly(32, t, model.masks);
    const beside = { nothing: 0, own: 0, another: 0 };
    for (let step = 0; step < 100; step++) {
      batches.fillWarmup(compiled, batches.nextWarmup());
      const ids = compiled.integers('joint.ids');
      const ranges = compiled.integers('joint.ranges');
      const targets = compiled.integers('joint.targets');
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

  it('give each sentence its block, or at warmup.distractors nothing or, as often, any block', async () => {
    expect(await readBeside(0)).toEqual({ nothing: 0, own: 3200, another: 0 });
    const { nothing, own, another } = await readBeside(0.5);
    expect(own / 3200).toBeCloseTo(0.5, 1);
    expect(nothing / 3200).toBeCloseTo(0.25, 1);
    expect(another / 3200).toBeCloseTo(0.25, 1);
  });
});

it('a joint batch without any candidate gives way to the next; where none ever has one, that is said', async () => {
  const { batches, prepared } = await batchesOf(4, 8);
  let asked = 0;
  const barren = batches.nextJoint(async (examples) => {
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
