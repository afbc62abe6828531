import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/device.ts';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import { runReference } from '../../graph/reference.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { neighbourTable, skipGram, wordTable } from '../../models/skip-gram.ts';
import { Draw } from '../../run/draws.ts';
import { textsOf } from '../../run/prepare.ts';
import type { CheckpointFiles } from '../../run/records.ts';
import { openRun, toEnd } from '../../run/testing/open-run.ts';
import { generateIsland } from '../../text/corpus/island.ts';
import { isWord, neighbourPairs, sentenceWords } from '../../text/neighbours.ts';
import { trainTokenizer } from '../../text/tokenizer/tokenizer.ts';
import { resolvePreset } from '../presets.ts';
import type { WordVectors } from './probes.ts';
import type { VectorsRunConfig } from './settings.ts';
import { vectors } from './system.ts';

const config = resolvePreset<VectorsRunConfig>('vectors-smoke', {
  gpu: { halfPrecision: false, timedKernels: false },
  island: { sentences: 10 },
  vectors: { steps: 6, batch: 16, width: 8 },
  evaluation: { every: 4 },
});
const corpus = generateIsland({ ...config.island, seed: config.seed });

describe('a run of word vectors', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  const open = (checkpoint?: CheckpointFiles) => openRun(gpu, vectors, { config, corpus, checkpoint });

  it('that is saved and resumed repeats the uninterrupted one bit for bit', async () => {
    const whole = await open();
    await toEnd(whole.run);
    const first = await open();
    for (let i = 0; i < 3; i++) await first.run.advance();
    const checkpoint = await first.run.checkpoint();
    await first.run.destroy();
    const resumed = await open(checkpoint);
    await toEnd(resumed.run);
    expect([...first.steps, ...resumed.steps]).toEqual(whole.steps);
    expect(resumed.evaluations).toEqual(whole.evaluations);
    expect(whole.evaluations.map(({ step }) => step)).toEqual([4, 6]);
    const read = async ({ run }: typeof whole) => (await run.ask('vectors', {}, () => {})) as WordVectors;
    expect(await read(resumed)).toEqual(await read(whole));
    await whole.run.destroy();
    await resumed.run.destroy();
  });

  it('begins at about ln V, shows the rows of its table, and has the loss on the GPU that it has in float64', async () => {
    const { run, steps } = await open();
    const { words, values, width, plant } = (await run.ask('vectors', {}, () => {})) as WordVectors;
    expect([width, plant, values.length]).toEqual([8, { seed: config.seed, strength: 0.9 }, 8 * words.length]);
    const tokenizer = trainTokenizer(textsOf(corpus), { kind: 'word', ...config.tokenizer });
    const v = 4 * Math.ceil(tokenizer.vocabularySize / 4);
    const registry = new ParameterRegistry(config.seed);
    const { graph, loss } = skipGram(registry, { vocabularySize: v, width, initialStd: 0.1 }, config.vectors.batch);
    const initial = new Map(registry.list().map((spec) => [spec.name, spec.initial]));
    const ids = Array.from({ length: tokenizer.vocabularySize }, (_, id) => id).filter((id) =>
      isWord(tokenizer.piece(id)),
    );
    expect(words).toEqual(ids.map((id) => tokenizer.piece(id)));
    ids.forEach((id, i) => {
      expect([...values.subarray(i * width, (i + 1) * width)]).toEqual([
        ...initial.get(wordTable)!.slice(id * width, (id + 1) * width),
      ]);
    });
    while (!run.finished) await run.advance(); // records come in groups
    expect(Math.abs(steps[0]!.metrics.loss! - Math.log(v))).toBeLessThan(0.1);

    // the batch of the first step: −log softmax by hand in float64
    const pairs = neighbourPairs(sentenceWords(corpus, tokenizer), config.vectors.window);
    const source = new Draw(
      pairs.words.map((_, i) => i),
      config.seed,
      'vectors',
    );
    const batch = Array.from({ length: config.vectors.batch }, () => source.next());
    const [table, neighbours] = [initial.get(wordTable)!, initial.get(neighbourTable)!];
    const byHand = batch.map((i) => {
      const logits = Array.from({ length: v }, (_, id) => {
        let sum = 0;
        for (let c = 0; c < width; c++) sum += table[pairs.words[i]! * width + c]! * neighbours[id * width + c]!;
        return sum;
      });
      return Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - logits[pairs.neighbours[i]!]!;
    });
    const expected = byHand.reduce((sum, loss) => sum + loss, 0) / batch.length;
    const reference = runReference(graph, {
      ...Object.fromEntries(initial),
      words: Uint32Array.from(batch, (i) => pairs.words[i]!),
      neighbours: Uint32Array.from(batch, (i) => pairs.neighbours[i]!),
      weights: new Float64Array(batch.length).fill(1 / batch.length),
    }).value(loss).data[0]!;
    expect(reference).toBeCloseTo(expected, 10);
    expect(Math.abs(steps[0]!.metrics.loss! - expected)).toBeLessThan(1e-5);
    await run.destroy();
  });
});
