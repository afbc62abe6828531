/** The train worker: owns the GPU and the run, and does what the page or the command line asks of it. */
import { type Gpu, requestGpu } from '../gpu/device.ts';
import type { Corpus } from '../text/corpus.ts';
import { checkpointConfig } from '../train/checkpoint.ts';
import type { RunConfig } from '../train/config.ts';
import { TrainingSession } from '../train/session.ts';
import { RetrogradError, toErrorReport } from '../util/errors.ts';
import { spawnIndexWorker } from './index-client.ts';
import { loadCorpus } from './load-corpus.ts';
import type { TrainEvent, TrainRequest } from './protocol.ts';

const post = (event: TrainEvent, transfer: Transferable[] = []) => self.postMessage(event, { transfer });

class TrainServer {
  private gpu: Gpu | null = null;
  private session: TrainingSession | null = null;
  /** Steps still to do; Infinity while playing. */
  private wanted = 0;
  private loop: Promise<void> | null = null;
  /** Requests are served one after the other, between steps. */
  private queue: Promise<void> = Promise.resolve();

  receive(request: TrainRequest): void {
    // Stopping must not wait behind a step that is under way.
    if (request.type === 'pause' || request.type === 'open' || request.type === 'reset' || request.type === 'close')
      this.wanted = 0;
    this.queue = this.queue.then(() => this.serve(request)).catch((error) => this.fail(error));
  }

  private async serve(request: TrainRequest): Promise<void> {
    switch (request.type) {
      case 'open':
        return this.open(request);
      case 'play':
        return this.start(Number.POSITIVE_INFINITY);
      case 'step':
        return this.start(request.count);
      case 'pause':
        return this.pause();
      case 'reset':
        await this.pause();
        await this.session?.reset();
        return this.tellState();
      case 'inspect': {
        const example = await this.session?.inspect(request.example);
        if (example) post({ type: 'example', example });
        return;
      }
      case 'checkpoint': {
        if (!this.session) throw new RetrogradError('bad-option', 'There is no run to save: open one first.');
        const files = await this.between(() => this.session!.checkpoint());
        post({ type: 'checkpoint', requestId: request.requestId, files }, [files.weights]);
        return;
      }
      case 'kill-builder':
        this.session?.killBuilder();
        return;
      case 'close':
        await this.pause();
        await this.session?.destroy();
        self.close();
        return;
      default:
        request satisfies never;
    }
  }

  private async open({
    config,
    corpus,
    checkpoint,
  }: {
    config: RunConfig;
    corpus?: Corpus;
    checkpoint?: Parameters<typeof checkpointConfig>[0];
  }) {
    await this.pause();
    const told = (stage: string, done: number, total: number) => post({ type: 'opening', stage, done, total });
    told('starting the GPU', 0, 1);
    this.gpu ??= await this.startGpu();
    const wanted = checkpoint ? checkpointConfig(checkpoint) : config;
    told('loading the corpus', 0, 1);
    const loaded = corpus ?? (await loadCorpus(wanted));
    const next = await TrainingSession.open(
      this.gpu,
      wanted,
      loaded,
      {
        onSteps: (phase, records) => post({ type: 'steps', phase, records }),
        onEvaluation: (evaluation) => post({ type: 'evaluation', evaluation }),
        onRefresh: (refresh) => post({ type: 'refresh', refresh }),
        onWarning: (message) => post({ type: 'warning', message }),
        spawnIndexWorker,
      },
      async (stage, done, total) => {
        told(stage, done, total);
        await breathe();
      },
      checkpoint,
    );
    // The session before is given up only now that the new one stands.
    await this.session?.destroy();
    this.session = next;
    post({ type: 'ready', session: next.info });
    this.tellState();
  }

  private async startGpu(): Promise<Gpu> {
    const gpu = await requestGpu();
    void gpu.device.lost.then((info) => {
      if (info.reason === 'destroyed') return;
      this.gpu = null;
      this.wanted = 0;
      this.session = null;
      post({
        type: 'failed',
        error: {
          code: 'device-lost',
          message: `The graphics device was lost (${info.message || info.reason}). Training stopped; open the last checkpoint to go on.`,
        },
      });
    });
    gpu.device.addEventListener('uncapturederror', (event) => {
      this.fail(
        new RetrogradError(
          'gpu-validation',
          `The GPU refused a command: ${(event as GPUUncapturedErrorEvent).error.message}`,
        ),
      );
    });
    return gpu;
  }

  private start(steps: number): void {
    if (!this.session) throw new RetrogradError('bad-option', 'There is nothing to train yet: open a run first.');
    this.wanted = steps;
    if (!this.loop) {
      this.loop = this.run().finally(() => {
        this.loop = null;
      });
    }
  }

  private async pause(): Promise<void> {
    this.wanted = 0;
    await this.loop;
  }

  /** Does something while the loop stands still, then lets it go on. */
  private async between<T>(work: () => Promise<T>): Promise<T> {
    const { wanted } = this;
    await this.pause();
    const result = await work();
    if (wanted > 0) this.start(wanted);
    return result;
  }

  private async run(): Promise<void> {
    const { session } = this;
    if (!session) return;
    this.tellState();
    try {
      while (this.wanted > 0 && !session.finished && this.session === session) {
        const { phase } = session;
        await session.advance();
        this.wanted--;
        if (session.phase !== phase) this.tellState();
        await breathe();
      }
      await session.settle();
    } catch (error) {
      this.wanted = 0;
      this.fail(error);
    }
    this.wanted = 0;
    if (this.session === session) this.tellState();
  }

  private tellState(): void {
    const { session } = this;
    if (!session) return;
    const state = session.finished ? 'finished' : this.wanted > 0 ? 'running' : 'paused';
    post({ type: 'state', state, phase: session.phase, step: session.step });
  }

  private fail(error: unknown): void {
    const { session } = this;
    post({ type: 'failed', error: toErrorReport(error), ...(session && { phase: session.phase, step: session.step }) });
  }
}

/** Lets messages in. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(0);
  });
}

const channel = new MessageChannel();
const server = new TrainServer();
self.onmessage = (event: MessageEvent<TrainRequest>) => server.receive(event.data);
