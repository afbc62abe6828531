/** Opens runs on the GPU of the train worker: the device and its loss, the corpus, the kernels that are known of the adapter. */
import type { GpuSpan } from '../gpu/clock.ts';
import { type Gpu, requestGpu } from '../gpu/device.ts';
import { checkResume } from '../run/checkpoint.ts';
import type { CheckpointFiles } from '../run/records.ts';
import { TrainingRun } from '../run/training-run.ts';
import { readConfig } from '../systems/presets.ts';
import { systemOf } from '../systems/registry.ts';
import { RetrogradError } from '../util/errors.ts';
import { spawnIndexWorker } from './index-client.ts';
import { knownKernels, rememberKernels } from './kernel-cache.ts';
import { loadCorpus } from './load-corpus.ts';
import type { OpenQuery } from './protocol.ts';
import type { HostedRun, HostHooks, RunHost } from './train-server.ts';

/** After an error the news that the device is lost may come so much later. */
const lossMs = 250;

export class GpuHost implements RunHost {
  onLost: RunHost['onLost'] = null;
  private gpu: Gpu | null = null;
  private hooks: HostHooks | null = null;
  private lost: string | null = null;

  async open({ runId, config, corpus, checkpoint }: OpenQuery, hooks: HostHooks): Promise<HostedRun> {
    const system = systemOf(config);
    if (checkpoint) checkResume(system.settings, configOf(checkpoint), config);
    const gpu = this.gpu ?? (await this.start());
    this.gpu = gpu;
    hooks.onProgress('loading-corpus', 0, 1);
    const loaded = corpus ?? (await loadCorpus(config));
    const { onEvent } = hooks;
    const run = await TrainingRun.open(
      gpu,
      system,
      { runId, config, corpus: loaded, checkpoint },
      {
        onSteps: (phase, records) => onEvent({ type: 'steps', phase, records }),
        onEvaluation: (evaluation) => onEvent({ type: 'evaluation', evaluation }),
        onRefresh: (phase, refresh) => onEvent({ type: 'refresh', phase, refresh }),
        onWarning: (message) => onEvent({ type: 'warning', message }),
        onKernels: (report) => {
          onEvent({ type: 'kernels', report });
          void rememberKernels(gpu.adapter, report.chosen);
        },
        knownKernels: await knownKernels(gpu.adapter),
        spawnIndexWorker,
        async onProgress(stage, done, total) {
          hooks.onProgress(stage, done, total);
          // lets messages in
          await new Promise((resolve) => setTimeout(resolve));
        },
      },
    );
    this.hooks = hooks;
    return run;
  }

  takeSpans(): GpuSpan[] | null {
    return this.gpu?.clock?.take() ?? null;
  }

  async lostReason(): Promise<string | null> {
    if (this.lost !== null || !this.gpu) return this.lost;
    await Promise.race([this.gpu.device.lost, new Promise((resolve) => setTimeout(resolve, lossMs))]);
    return this.lost;
  }

  loseDevice(): void {
    this.gpu?.device.destroy();
  }

  private async start(): Promise<Gpu> {
    const gpu = await requestGpu();
    this.lost = null;
    void gpu.device.lost.then(({ message, reason }) => {
      if (this.gpu !== gpu) return;
      this.gpu = null;
      this.lost = message || reason;
      this.onLost?.(this.lost);
    });
    gpu.device.addEventListener('uncapturederror', (event) => {
      if (this.gpu !== gpu) return;
      const { message } = (event as GPUUncapturedErrorEvent).error;
      this.hooks?.onFault(new RetrogradError('gpu-validation', `The GPU refused a command: ${message}`));
    });
    return gpu;
  }
}

function configOf({ config }: CheckpointFiles) {
  try {
    return readConfig(JSON.parse(config));
  } catch (cause) {
    if (cause instanceof RetrogradError) throw cause;
    throw new RetrogradError('bad-checkpoint', 'config.json is not JSON: choose another checkpoint.', { cause });
  }
}
