/** A small LLaRA run for tests, and what it trains on. */
import type { Gpu } from '../../../gpu/device.ts';
import type { RefreshEvent } from '../../../index/messages.ts';
import type { IndexWorkerLike } from '../../../index/refresh.ts';
import { IndexServer } from '../../../index/server.ts';
import { prepareCorpus } from '../../../run/prepare.ts';
import type { CheckpointFiles, Evaluation, ExampleResults } from '../../../run/records.ts';
import { TrainingRun } from '../../../run/training-run.ts';
import { generateBios } from '../../../text/corpus/bios.ts';
import { resolvePreset } from '../../presets.ts';
import { type LlaraConfig, prepareSettingsOf } from '../settings.ts';
import { llara } from '../system.ts';

/** Every phase, slots of the release, hard negatives that are mined anew, and adapters. */
export const config = resolvePreset<LlaraConfig>('llara-smoke', {
  gpu: { timedKernels: false },
  bios: { people: 8, attributes: 2 },
  lm: { width: 8, layers: 1, steps: 1, batch: 4 },
  prompt: { kind: 'release', slots: 2 },
  adapt: { steps: 2, batch: 4 },
  ict: { steps: 1, batch: 4 },
  tune: { steps: 6, batch: 4, hardNegatives: 2, minedDepth: 4, refreshEvery: 2, swapAfter: 1 },
  lora: { rank: 2 },
  index: { kind: 'exact' },
});
export const corpus = generateBios({ ...config.bios, seed: config.seed });
export const prepared = await prepareCorpus(corpus, prepareSettingsOf(config));

/** The work of an index worker in this thread, so that the runtime is loaded once. */
function indexWorker(): IndexWorkerLike {
  const server = new IndexServer((data) => worker.onmessage?.(new MessageEvent('message', { data })));
  const worker: IndexWorkerLike = {
    onmessage: null,
    onerror: null,
    postMessage: (request) => server.receive(request),
    terminate() {
      worker.onmessage = null;
    },
  };
  return worker;
}

/** Opens a run on the GPU, from a checkpoint if there is one, and keeps what it reports. */
export async function openRun(gpu: Gpu, checkpoint?: CheckpointFiles, settings: LlaraConfig = config) {
  let workers = 0;
  const refreshes: RefreshEvent[] = [];
  const losses: number[] = [];
  const results: ExampleResults[] = [];
  const evaluations: Evaluation[] = [];
  const run = await TrainingRun.open(
    gpu,
    llara as never,
    { runId: 'llara', config: settings, corpus, ...(checkpoint && { checkpoint }) },
    {
      onSteps: (_phase, records) => losses.push(...records.map(({ metrics }) => metrics.loss!)),
      onEvaluation: (evaluation) => void evaluations.push(evaluation),
      onResults: (found: ExampleResults) => void results.push(found),
      onRefresh: (_phase, refresh) => void refreshes.push(refresh),
      ...{ onWarning() {}, onKernels() {}, onProgress() {} },
      spawnIndexWorker() {
        workers++;
        return indexWorker();
      },
    },
  );
  return { run, losses, results, evaluations, refreshes, workers: () => workers };
}
