/** The models that come with the page open as the code stands: their shapes, vocabulary and corpus are those that it makes. */
import { beforeAll, expect, it } from 'vitest';
import type { Gpu } from '../gpu/device.ts';
import { sharedGpu } from '../gpu/testing/shared-gpu.ts';
import { readSafetensors } from '../run/safetensors.ts';
import { openRun } from '../run/testing/open-run.ts';
import { systemOf } from '../systems/registry.ts';
import { loadCorpus } from '../worker/load-corpus.ts';
import { configOfCheckpoint } from './checkpoint-config.ts';
import { unpackCheckpoint } from './checkpoint-zip.ts';
import { trainedModels } from './trained-models.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await sharedGpu();
});

// those that go on have index workers, or would compile their next phase: their shapes are compared in trained-models.test.ts
const finished = trainedModels.filter(({ goesOnAt }) => goesOnAt === undefined).map(({ file }) => file);

it.each(finished)('%s', async (file) => {
  const response = await fetch(`/recordings/${file}.zip`);
  const checkpoint = unpackCheckpoint(file, new Uint8Array(await response.arrayBuffer()));
  const config = configOfCheckpoint(checkpoint);
  const { run } = await openRun(gpu, systemOf(config), { config, corpus: await loadCorpus(config), checkpoint });
  expect(run.finished).toBe(true);
  const saved = await run.checkpoint();
  expect(saved.tokenizer).toBe(checkpoint.tokenizer);
  expect(readSafetensors(saved.weights).tensors).toEqual(readSafetensors(checkpoint.weights).tensors);
  await run.destroy();
});
