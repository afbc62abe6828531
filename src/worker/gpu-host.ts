/** Opens runs on the GPU of the train worker: the device and its loss, the corpus, and the known kernels of the adapter. */
import type { GpuSpan } from '../gpu/clock.ts';
import { type Gpu, requestGpu } from '../gpu/device.ts';
import { type OpenRequest, TrainingRun } from '../run/training-run.ts';
import { loadSystems, systemOf } from '../systems/registry.ts';
import { withQuestions } from '../text/corpus/question-sets.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { spawnIndexWorker } from './index-client.ts';
import { KernelCache } from './kernel-cache.ts';
import { loadCorpus } from './load-corpus.ts';
import type { OpenQuery } from './protocol.ts';
import { checkCheckpoint } from './resume.ts';
import { runHooks } from './run-hooks.ts';
import type { HostedRun } from './stepped-run.ts';
import type { HostHooks, RunHost } from './train-server.ts';

/** The loss of the device may be reported this much later than the error that it causes. */
const lossMs = 250;

export class GpuHost implements RunHost {
  onLost: RunHost['onLost'] = null;
  private gpu: Gpu | null = null;
  /** The request for a device, while it is pending. */
  private starting: Promise<Gpu> | null = null;
  private lost: string | null = null;
  private readonly cache = new KernelCache();
  /** The run that was opened last. */
  private latest: TrainingRun | null = null;
  /** Called when the GPU refuses a command: for the run that is being opened or, if there is none, for the open run. */
  private onFault: HostHooks['onFault'] = () => {};

  /** Requests the device and the systems ahead of the first run, which is told of what fails. */
  warm(): void {
    for (const ahead of [this.start(), loadSystems()]) ahead.catch(() => {});
  }

  async open(query: OpenQuery, hooks: HostHooks): Promise<HostedRun> {
    const { config, corpus, checkpoint } = query;
    await loadSystems();
    const system = systemOf(config);
    if (checkpoint) checkCheckpoint(system, checkpoint, config);
    system.load?.().catch(() => {}); // thrown when it opens
    const gpu = this.gpu ?? (await this.start());
    hooks.onProgress('loading-corpus', 0, 1);
    const loaded = withQuestions(corpus ?? (await loadCorpus(config)), config.questions);
    const before = this.onFault;
    try {
      const run = await this.openOn(gpu, { ...query, corpus: loaded }, hooks);
      this.onFault = hooks.onFault;
      return run;
    } catch (error) {
      this.onFault = before;
      throw error;
    }
  }

  private async openOn(gpu: Gpu, request: OpenRequest, hooks: HostHooks): Promise<TrainingRun> {
    const faults: RetrogradError[] = [];
    this.onFault = (fault) => void faults.push(fault);
    const run = await TrainingRun.open(gpu, systemOf(request.config), request, {
      ...runHooks(hooks),
      kernelMemory: await this.cache.read(gpu.adapter),
      onKernelsLearned: (found) => void this.cache.add(gpu.adapter, found),
      // a checkpoint knows only what happened before it
      kernelRecord: (runId) => (this.latest?.info.runId === runId ? this.latest.kernelRecord : undefined),
      spawnIndexWorker,
    });
    const [
      fault = this.gpu === gpu ? null : new RetrogradError('device-lost', sentence`The graphics device was lost.`),
    ] = faults;
    if (!fault) {
      this.latest = run;
      return run;
    }
    await run.destroy();
    throw fault;
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

  private start(): Promise<Gpu> {
    this.starting ??= this.request().finally(() => {
      this.starting = null;
    });
    return this.starting;
  }

  private async request(): Promise<Gpu> {
    const gpu = await requestGpu();
    this.gpu = gpu;
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
      this.onFault(new RetrogradError('gpu-validation', sentence`The GPU refused a command: ${message}`));
    });
    return gpu;
  }
}
