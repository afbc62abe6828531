/** The train worker: owns the GPU and the run, and does what the page or the command line asks of it. */
import { type Gpu, requestGpu } from '../gpu/device.ts';
import { TrainingSession } from '../run/session.ts';
import type { LabSummary } from '../systems/realm/lab-records.ts';
import { RetrogradError, toErrorReport } from '../util/errors.ts';
import { spawnIndexWorker } from './index-client.ts';
import { knownKernels, rememberKernels } from './kernel-cache.ts';
import { loadCorpus } from './load-corpus.ts';
import type { GrownVocabulary, TrainEvent, TrainRequest } from './protocol.ts';

const post = (event: TrainEvent, transfer: Transferable[] = []) => self.postMessage(event, { transfer });

class TrainServer {
  private gpu: Gpu | null = null;
  private session: TrainingSession | null = null;
  /** Steps still to do; Infinity while playing. */
  private wanted = 0;
  private loop: Promise<void> | null = null;
  /** What waits for the end of the step that is under way. */
  private aside: (() => Promise<void>) | null = null;
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
      case 'lab': {
        const { requestId, query } = request;
        if (!this.session) throw new RetrogradError('bad-option', 'There is no model to ask: open a run first.');
        const view = await this.between(() => this.session!.lab(query));
        post({ type: 'lab', requestId, view });
        return;
      }
      case 'lab-summary': {
        const { requestId, sentences } = request;
        if (!this.session) throw new RetrogradError('bad-option', 'There is no model to ask: open a run first.');
        const told = (done: number, total: number, summary: LabSummary | null = null) =>
          post({ type: 'lab-summary', requestId, done, total, summary });
        const summary = await this.between(() => this.session!.labSummary(sentences, told));
        told(summary.sentences, summary.sentences, summary);
        return;
      }
      case 'vocabulary': {
        const { requestId, options } = request;
        if (!this.session) throw new RetrogradError('bad-option', 'There is no corpus yet: open a run first.');
        const told = (done: number, total: number, vocabulary: GrownVocabulary | null = null) =>
          post({ type: 'vocabulary', requestId, done, total, vocabulary });
        const vocabulary = await this.between(async () => this.session!.vocabulary(options, told));
        told(vocabulary.size, vocabulary.size, vocabulary);
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

  private async open({ config, corpus, checkpoint }: Extract<TrainRequest, { type: 'open' }>): Promise<void> {
    await this.pause();
    const told = (stage: string, done: number, total: number) => post({ type: 'opening', stage, done, total });
    told('starting the GPU', 0, 1);
    const gpu = this.gpu ?? (await this.startGpu());
    this.gpu = gpu;
    told('loading the corpus', 0, 1);
    const loaded = corpus ?? (await loadCorpus(config));
    const next = await TrainingSession.open(
      gpu,
      config,
      loaded,
      {
        onSteps: (phase, records) => post({ type: 'steps', phase, records }),
        onEvaluation: (evaluation) => post({ type: 'evaluation', evaluation }),
        onRefresh: (refresh) => post({ type: 'refresh', refresh }),
        onWarning: (message) => post({ type: 'warning', message }),
        onKernels: (report) => {
          post({ type: 'kernels', report });
          void rememberKernels(gpu.adapter, report.chosen);
        },
        knownKernels: await knownKernels(gpu.adapter),
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
      this.session?.abandon();
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
        return this.serveAside();
      });
    }
  }

  private async pause(): Promise<void> {
    this.wanted = 0;
    await this.loop;
  }

  /** Does something between two steps; a loop that runs goes on afterwards. */
  private between<T>(work: () => Promise<T>): Promise<T> {
    if (!this.loop) return work();
    return new Promise((resolve, reject) => {
      this.aside = () => work().then(resolve, reject);
    });
  }

  private async serveAside(): Promise<void> {
    const aside = this.aside;
    this.aside = null;
    await aside?.();
  }

  private async run(): Promise<void> {
    const { session } = this;
    if (!session) return;
    this.gpu?.clock?.take();
    this.tellState();
    try {
      while (this.wanted > 0 && !session.finished && this.session === session) {
        const { phase } = session;
        await session.advance();
        this.wanted--;
        this.tellGpu();
        if (session.phase !== phase) this.tellState();
        await this.serveAside();
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

  private gpuToldAt = 0;

  /** At most four times a second. */
  private tellGpu(): void {
    const now = performance.now();
    if (!this.gpu?.clock || now - this.gpuToldAt < 250) return;
    this.gpuToldAt = now;
    post({ type: 'gpu', spans: this.gpu.clock.take() });
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
