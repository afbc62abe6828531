/**
 * The train worker's end of the contract: one run, its loop, and the questions that are answered between its steps. It knows no GPU and no
 * system: a host opens runs (gpu-host.ts; tests have one of their own).
 */
import type { GpuSpan } from '../gpu/clock.ts';
import type { TrainingRun } from '../run/training-run.ts';
import { RetrogradError, toErrorReport } from '../util/errors.ts';
import type { Opened, OpenQuery, Questions, QuestionType, RunEvent, TrainMessage, TrainRequest } from './protocol.ts';

/** What of a run the server uses. */
export type HostedRun = Pick<
  TrainingRun,
  'info' | 'moment' | 'finished' | 'advance' | 'settle' | 'ask' | 'checkpoint' | 'reset' | 'abandon' | 'destroy'
>;

export interface HostHooks {
  /** Events of the run that is being opened. */
  onEvent(event: RunEvent): void;
  /** The GPU refused a command: what the run computes cannot be trusted any more. */
  onFault(error: RetrogradError): void;
  /** May throw, which ends the opening. */
  onProgress(stage: string, done: number, total: number): void;
}

export interface RunHost {
  open(query: OpenQuery, hooks: HostHooks): Promise<HostedRun>;
  /** When the GPU worked since the last call; null where that is not measured. */
  takeSpans(): GpuSpan[] | null;
  /** Why the device is gone; null while it works. Waits a moment, since the news may come after the first error. */
  lostReason(): Promise<string | null>;
  /** Called when the device is lost. */
  onLost: ((reason: string) => void) | null;
  loseDevice(): void;
}

export type PostMessage = (message: TrainMessage, transfer?: Transferable[]) => void;

/** The GPU's spans are reported at most this often. */
const spansMs = 250;

export class TrainServer {
  private run: HostedRun | null = null;
  private runId = '';
  /** Steps still to do; Infinity while playing. */
  private wanted = 0;
  private stepsDone = 0;
  /** Answers to `step` that wait for a number of steps to be done. */
  private waiting: { at: number; resolve: () => void; reject: (error: unknown) => void }[] = [];
  private loop: Promise<void> | null = null;
  /** Questions that wait for the end of the step that is under way. */
  private asides: (() => Promise<void>)[] = [];
  /** Requests are served one after the other. */
  private queue: Promise<void> = Promise.resolve();
  private latestOpen = 0;
  /** Runs whose device is lost, with that error. */
  private readonly losses = new WeakMap<HostedRun, RetrogradError>();
  private spansAt = 0;
  private readonly channel = new MessageChannel();

  constructor(
    private readonly post: PostMessage,
    private readonly host: RunHost,
  ) {
    host.onLost = (reason) => this.lost(reason);
  }

  receive(request: TrainRequest): void {
    // stopping must not wait behind a step that is under way
    if (request.type === 'pause' || request.type === 'open' || request.type === 'reset') this.wanted = 0;
    if (request.type === 'open') this.latestOpen = request.id;
    this.queue = this.queue.then(() => this.serve(request));
  }

  private async serve(request: TrainRequest): Promise<void> {
    // steps go on while other requests are served
    if (request.type === 'step') void this.reply(request.id, this.steps(request.query.count));
    else await this.reply(request.id, this.answer(request));
  }

  private async reply(id: number, answering: Promise<unknown>): Promise<void> {
    try {
      const answer = await answering;
      this.post({ type: 'answer', id, answer }, transferables(answer));
    } catch (error) {
      this.post({ type: 'refusal', id, error: toErrorReport(await this.withReason(error)) });
    }
  }

  private answer(request: Exclude<TrainRequest, { type: 'step' }>): Promise<Questions[QuestionType]['answer']> {
    switch (request.type) {
      case 'open':
        return this.open(request.id, request.query);
      case 'play':
        return this.play();
      case 'pause':
        return this.pause();
      case 'reset':
        return this.reset(request.query.runId);
      case 'checkpoint':
        return this.between(async (run) => run.checkpoint());
      case 'probe': {
        const { name, query } = request.query;
        const onProgress = (done: number, total: number) =>
          this.post({ type: 'progress', id: request.id, stage: '', done, total });
        return this.between((run) => run.ask(name, query, onProgress));
      }
      case 'lose-device':
        this.host.loseDevice();
        return Promise.resolve(null);
      default:
        return request satisfies never;
    }
  }

  // — opening ————————————————————————————————————————————————————————————————

  private async open(id: number, query: OpenQuery): Promise<Opened> {
    await this.halt();
    const onProgress = (stage: string, done: number, total: number) => {
      this.checkLatest(id);
      this.post({ type: 'progress', id, stage, done, total });
    };
    onProgress('starting-gpu', 0, 1);
    const early: RunEvent[] = [];
    let onEvent = (event: RunEvent) => void early.push(event);
    let onFault: HostHooks['onFault'] = () => {};
    const next = await this.host.open(query, {
      onEvent: (event) => onEvent(event),
      onFault: (error) => onFault(error),
      onProgress,
    });
    try {
      this.checkLatest(id);
    } catch (error) {
      await next.destroy();
      throw error;
    }
    // the run before is given up only now that the new one stands
    const previous = this.run;
    this.run = next;
    this.runId = next.info.runId;
    onEvent = (event) => {
      if (this.run === next) this.emit(event);
    };
    onFault = (error) => {
      if (this.run === next) this.wanted = 0;
      this.fail(next, error);
    };
    for (const event of early) onEvent(event);
    await previous?.destroy();
    this.checkOpen(next);
    return this.opened(next);
  }

  private checkLatest(id: number): void {
    if (id !== this.latestOpen) throw new RetrogradError('cancelled', 'Another run was opened.');
  }

  private opened(run: HostedRun): Opened {
    return { session: run.info, moment: run.moment };
  }

  private async reset(runId: string): Promise<Opened> {
    const run = this.running();
    await this.halt();
    await this.onRun(run, () => run.reset(runId));
    this.checkOpen(run);
    this.runId = runId;
    this.emitState(run);
    return this.opened(run);
  }

  // — the loop ———————————————————————————————————————————————————————————————

  private running(): HostedRun {
    if (!this.run) throw new RetrogradError('bad-option', 'There is no run: open one first.');
    return this.run;
  }

  /** Throws `device-lost` where a run is gone. */
  private checkOpen(run: HostedRun): void {
    const loss = this.losses.get(run);
    if (loss) throw loss;
  }

  /** An error that the loss of the device brought about becomes `device-lost`. */
  private async onRun<T>(run: HostedRun, work: () => Promise<T>): Promise<T> {
    this.checkOpen(run);
    try {
      return await work();
    } catch (error) {
      throw await this.withReason(error, run);
    }
  }

  private async play(): Promise<Questions['play']['answer']> {
    const run = this.running();
    this.wanted = Number.POSITIVE_INFINITY;
    this.start(run);
    return run.moment;
  }

  private async steps(count: number): Promise<Questions['step']['answer']> {
    const run = this.running();
    if (!(Number.isInteger(count) && count > 0)) {
      throw new RetrogradError('bad-option', `A number of steps is a whole number above 0, not ${count}.`);
    }
    // while it plays: so many more, then pause
    this.wanted = Number.isFinite(this.wanted) ? this.wanted + count : count;
    const at = this.stepsDone + this.wanted;
    const done = new Promise<void>((resolve, reject) => this.waiting.push({ at, resolve, reject }));
    this.start(run);
    await done;
    return run.moment;
  }

  private async pause(): Promise<Questions['pause']['answer']> {
    const run = this.running();
    await this.halt();
    return run.moment;
  }

  private async halt(): Promise<void> {
    this.wanted = 0;
    await this.loop;
  }

  private start(run: HostedRun): void {
    this.loop ??= this.steer(run);
  }

  /** Runs until nothing more is wanted; what is requested while the last steps settle is done as well. */
  private async steer(run: HostedRun): Promise<void> {
    this.host.takeSpans();
    this.emitState(run);
    let failure: unknown = null;
    try {
      await this.onRun(run, async () => {
        do {
          while (this.mayGoOn(run)) await this.advance(run);
          await run.settle();
          await this.serveAsides();
        } while (this.mayGoOn(run));
        this.checkOpen(run);
      });
    } catch (error) {
      failure = error;
    }
    // nothing is awaited before the loop is given up: a later request starts another
    this.wanted = 0;
    this.loop = null;
    for (const { resolve, reject } of this.waiting.splice(0)) failure ? reject(failure) : resolve();
    if (failure) this.fail(run, failure);
    if (this.run === run) this.emitState(run);
    await this.serveAsides();
  }

  private mayGoOn(run: HostedRun): boolean {
    return this.wanted > 0 && !run.finished && this.run === run;
  }

  private async advance(run: HostedRun): Promise<void> {
    const { phase } = run.moment;
    if (await run.advance()) {
      this.stepsDone++;
      this.wanted = Math.max(0, this.wanted - 1);
    }
    const due = this.waiting.filter(({ at }) => at <= this.stepsDone);
    if (due.length > 0) {
      await run.settle();
      this.checkOpen(run);
      this.waiting = this.waiting.filter((one) => !due.includes(one));
      for (const { resolve } of due) resolve();
    }
    this.emitSpans();
    // where it stands still it says so when it has settled
    if (run.moment.phase !== phase && this.mayGoOn(run)) this.emitState(run);
    await this.serveAsides();
    await this.breathe();
  }

  /** Answers between two steps; a loop that runs goes on afterwards. */
  private async between<T>(work: (run: HostedRun) => Promise<T>): Promise<T> {
    const run = this.running();
    const answering = () => this.onRun(run, () => work(run));
    if (!this.loop) return answering();
    return new Promise((resolve, reject) => {
      this.asides.push(() => answering().then(resolve, reject));
    });
  }

  private async serveAsides(): Promise<void> {
    for (let aside = this.asides.shift(); aside; aside = this.asides.shift()) await aside();
  }

  /** Lets messages in. */
  private breathe(): Promise<void> {
    return new Promise((resolve) => {
      this.channel.port1.onmessage = () => resolve();
      this.channel.port2.postMessage(0);
    });
  }

  // — events —————————————————————————————————————————————————————————————————

  private emit(event: RunEvent): void {
    this.post({ ...event, runId: this.runId });
  }

  private emitState(run: HostedRun): void {
    const state = run.finished ? 'finished' : this.wanted > 0 ? 'running' : 'paused';
    this.emit({ type: 'state', state, moment: run.moment });
  }

  private emitSpans(): void {
    const now = performance.now();
    if (now - this.spansAt < spansMs) return;
    this.spansAt = now;
    const spans = this.host.takeSpans();
    if (spans) this.emit({ type: 'gpu', spans });
  }

  private fail(run: HostedRun, error: unknown): void {
    // the loss of a device has been reported already
    if (this.run === run) this.emit({ type: 'failed', error: toErrorReport(error), moment: run.moment });
  }

  /** An error that the loss of the device brought about is that loss. */
  private async withReason(error: unknown, run?: HostedRun): Promise<unknown> {
    const known = () => (run ? this.losses.get(run) : undefined);
    if (known()) return known();
    if (error instanceof RetrogradError && error.code !== 'device-lost') return error;
    const reason = await this.host.lostReason();
    return known() ?? (reason === null ? error : deviceLost(reason));
  }

  private lost(reason: string): void {
    const { run } = this;
    if (!run) return;
    const error = deviceLost(reason);
    const { moment } = run;
    this.losses.set(run, error);
    this.run = null;
    this.wanted = 0;
    run.abandon();
    this.post({ type: 'failed', error: toErrorReport(error), moment, runId: this.runId });
  }
}

function deviceLost(reason: string): RetrogradError {
  return new RetrogradError(
    'device-lost',
    `The graphics device was lost (${reason}). Training stopped; open the last checkpoint to go on.`,
  );
}

function transferables(answer: unknown): Transferable[] {
  const weights = (answer as { weights?: unknown } | null)?.weights;
  return weights instanceof ArrayBuffer ? [weights] : [];
}
