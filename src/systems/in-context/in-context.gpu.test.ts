import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/device.ts';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import { runReference } from '../../graph/reference.ts';
import { languageModelGraph } from '../../models/language-model.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import type { CheckpointFiles } from '../../run/records.ts';
import { readSafetensors } from '../../run/safetensors.ts';
import { openRun, toEnd } from '../../run/testing/open-run.ts';
import { generateTasks } from '../../text/corpus/tasks.ts';
import { tokenizerFromJSON } from '../../text/tokenizer/tokenizer.ts';
import { softmax } from '../../util/softmax.ts';
import { resolvePreset } from '../presets.ts';
import { letterTokens, modelOf } from './parts.ts';
import { consistentTasks, type Pair } from './permutations.ts';
import type { InContextProbes, InContextTasks, PromptAnswer } from './probes.ts';
import type { InContextConfig } from './settings.ts';
import { inContext } from './system.ts';

const tiny = resolvePreset<InContextConfig>('in-context-smoke', {
  gpu: { halfPrecision: false, timedKernels: false },
  tasks: { known: 5, unseen: 3 },
  context: { steps: 6, batch: 4 },
  evaluation: { every: 4, prompts: 8 },
});

describe('a run of in-context learning', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  const open = (checkpoint?: CheckpointFiles) =>
    openRun(gpu, inContext, { config: tiny, corpus: generateTasks({ ...tiny.tasks, seed: tiny.seed }), checkpoint });

  it('that is saved and resumed repeats the uninterrupted one bit for bit', async () => {
    const whole = await open();
    await toEnd(whole.run);
    expect(whole.steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    const first = await open();
    for (let i = 0; i < 3; i++) await first.run.advance();
    const checkpoint = await first.run.checkpoint();
    await first.run.destroy();
    const resumed = await open(checkpoint);
    await toEnd(resumed.run);
    expect([...first.steps, ...resumed.steps]).toEqual(whole.steps);
    expect(resumed.evaluations).toEqual(whole.evaluations);
    expect((await resumed.run.checkpoint()).weights).toEqual((await whole.run.checkpoint()).weights);
    const { metrics } = whole.evaluations.at(-1)!;
    expect(metrics.eliminationAt6).toBe(0.5);
    expect(metrics.exactAt7).toBe(1);
    expect(metrics.repeated).toBeGreaterThanOrEqual(0);
    await whole.run.destroy();
    await resumed.run.destroy();
  });

  it('answers a prompt as float64 does, and reading it changes no parameter', async () => {
    const { run } = await open();
    for (let i = 0; i < 2; i++) await run.advance();
    const tasks = (await run.ask('tasks', {}, () => {})) as InContextTasks;
    expect([tasks.known.length, tasks.unseen.length]).toEqual([5, 3]);
    const task = tasks.unseen[1]!;
    const examples = [6, 2, 5].map((x): Pair => [x, task[x]!]);
    expect(consistentTasks(tasks.unseen, examples)).toContain(1);
    const query: InContextProbes['prompt']['query'] = { examples, x: 2 };
    const answer = (await run.ask('prompt', query, () => {})) as PromptAnswer;

    const { weights, tokenizer: saved } = await run.checkpoint();
    const values = Object.fromEntries([...readSafetensors(weights).tensors].map(([name, { data }]) => [name, data]));
    const tokenizer = tokenizerFromJSON(JSON.parse(saved));
    const letters = letterTokens(tokenizer);
    const model = modelOf(tiny, tokenizer.vocabularySize);
    expect(answer.distributions).toHaveLength(4);
    for (const k of [0, 1, 2, 3]) {
      const ids = [...examples.slice(0, k).flat(), 2].map((symbol) => letters[symbol]!);
      const { graph, logits } = languageModelGraph(new ParameterRegistry(1), model, 1, ids.length);
      const none = { targets: ids.map(() => model.vocabularySize), weights: ids.map(() => 0) };
      const { data } = runReference(graph, { ...values, ids, lengths: [ids.length], ...none }).value(logits);
      const truth = softmax([...data.slice(-model.vocabularySize)]);
      letters.forEach((token, y) => {
        expect(Math.abs(answer.distributions[k]![y]! - truth[token]!), `k ${k}, letter ${y}`).toBeLessThan(1e-6);
      });
    }

    expect(answer.hashBefore).toMatch(/^[0-9a-f]{64}$/);
    expect(answer.hashAfter).toBe(answer.hashBefore);
    // the hash is of the parameters: a step changes it
    await run.advance();
    const later = (await run.ask('prompt', query, () => {})) as PromptAnswer;
    expect(later.hashBefore).not.toBe(answer.hashBefore);
    await expect(run.ask('prompt', { examples, x: 8 }, () => {})).rejects.toMatchObject({ code: 'bad-option' });
    await run.destroy();
  });
});
