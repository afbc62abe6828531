/**
 * The train worker's end of the contract: it opens runs, answers requests one after the other, and reports what happens. It knows no GPU and
 * no system: a host opens runs (gpu-host.ts; tests have one of their own).
 */
import type { GpuSpan } from '../gpu/clock.ts';
import { type MetCondition, type StopCondition, StopWatch } from '../run/stop-condition.ts';
import { RetrogradError, toErrorReport } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import type { Opened, OpenQuery, Questions, QuestionType, RunEvent, TrainMessage, TrainRequest } from './protocol.ts';
import { type HostedRun, SteppedRun } from './stepped-run.ts';

export interface HostHooks {
  /** Events of this run, while it is being opened and later. */
  onEvent(event: RunEvent): void;
  /** The GPU refused a command, so the results of the run can no longer be trusted. */
  onFault(error: RetrogradError): void;
  /** May throw; then the run is not opened. */
  onProgress(stage: string, done: number, total: number): void;
}

export interface RunHost {
  open(query: OpenQuery, hooks: HostHooks): Promise<HostedRun>;
  /** When the GPU worked since the last call; null if that is not measured. */
  takeSpans(): GpuSpan[] | null;
  /** Why the device was lost; null while it works. Waits a moment, because the loss may be reported after the first error. */
  lostReason(): Promise<string | null>;
  /** Called when the device is lost. */
  onLost: ((reason: string) => void) | null;
  loseDevice(): void;
}

export type PostMessage = (message: TrainMessage, transfer?: Transferable[]) => void;

type Answer = Questions[QuestionType]['answer'];

/** The GPU's spans are reported at most this often. */
const spansMs = 250;

/** The stage of a run whose first step waits for the answer to a question. */
const answeringStage = 'answering-question';

export class TrainServer {
  private current: SteppedRun | null = null;
  private runId = '';
  /** Requests are served one after the other. */
  private queue: Promise<void> = Promise.resolve();
  /** The conditions under which the open run plays, and the one that has been met. */
  private watch: StopWatch | null = null;
  private met: MetCondition | null = null;
  private latestOpen = 0;
  /** Probes that wait for their answer and were not cancelled, by their ids. */
  private readonly wanted = new Set<number>();
  private spansAt = 0;

  constructor(
    private readonly post: PostMessage,
    private readonly host: RunHost,
  ) {
    host.onLost = (reason) => this.lost(reason);
  }

  receive(request: TrainRequest): void {
    // neither a stop nor a cancellation may wait in the queue
    if (request.type === 'pause' || request.type === 'open' || request.type === 'reset') this.current?.stop();
    if (request.type === 'open') this.latestOpen = request.id;
    if (request.type === 'probe') this.wanted.add(request.id);
    if (request.type === 'cancel') this.wanted.delete(request.query.probe);
    this.queue = this.queue.then(() => this.serve(request));
  }

  private async serve(request: TrainRequest): Promise<void> {
    const answered = this.reply(request.id, () => this.answer(request));
    // steps go on while other requests are served, and are requested while a question is being answered
    if (request.type !== 'step' && request.type !== 'probe') await answered;
  }

  private async reply(id: number, answering: () => Promise<Answer>): Promise<void> {
    try {
      const answer = await answering();
      this.post({ type: 'answer', id, answer }, transferables(answer));
    } catch (error) {
      this.post({ type: 'refusal', id, error: toErrorReport(await this.causeOf(error)) });
    }
    this.wanted.delete(id);
  }

  private async answer(request: TrainRequest): Promise<Answer> {
    if (request.type === 'open') return this.open(request.id, request.query);
    if (request.type === 'lose-device') {
      this.host.loseDevice();
      return null;
    }
    if (request.type === 'cancel') return null;
    const { current } = this;
    if (!current) throw new RetrogradError('bad-option', sentence`There is no run: open one first.`);
    const { run } = current;
    switch (request.type) {
      case 'play':
        this.play(current, request.query.until);
        return run.moment;
      case 'step':
        await current.step(request.query.count);
        return run.moment;
      case 'pause':
        await current.halt();
        return run.moment;
      case 'reset':
        await current.halt();
        return this.reset(current, request.query.runId);
      case 'checkpoint':
        return current.between(() => run.checkpoint());
      case 'probe': {
        const { id } = request;
        const { name, query } = request.query;
        const checkWanted = () => {
          if (!this.wanted.has(id)) throw new RetrogradError('cancelled', 'The question was cancelled.');
        };
        const onProgress = (done: number, total: number) => {
          checkWanted();
          this.post({ type: 'progress', id, stage: '', done, total });
          if (current.isWaiting) this.emit(current, { type: 'preparing', stage: answeringStage, done, total });
        };
        return current.between(async () => {
          checkWanted();
          return run.ask(name, query, onProgress);
        });
      }
      default:
        return request satisfies never;
    }
  }

  /** Plays, unless the run has the number of steps already. */
  private play(current: SteppedRun, until: readonly StopCondition[]): void {
    const { info, moment } = current.run;
    this.watch = new StopWatch(until, info.phases, info.metrics);
    this.met = this.watch.moment(moment);
    if (!this.met) current.play();
    else if (current.isStill) this.reportState(current, current.run.finished ? 'finished' : 'paused');
    else current.stop();
  }

  // — opening ————————————————————————————————————————————————————————————————

  private async open(id: number, query: OpenQuery): Promise<Opened> {
    await this.current?.halt();
    const onProgress = (stage: string, done: number, total: number) => {
      this.checkLatest(id);
      this.post({ type: 'progress', id, stage, done, total });
    };
    onProgress('starting-gpu', 0, 1);
    const early: RunEvent[] = [];
    let onEvent: HostHooks['onEvent'] = (event) => early.push(event);
    let onFault: HostHooks['onFault'] = () => {};
    const run = await this.host.open(query, {
      onEvent: (event) => onEvent(event),
      onFault: (error) => onFault(error),
      onProgress,
    });
    try {
      this.checkLatest(id);
    } catch (error) {
      await run.destroy();
      throw error;
    }
    // the previous run is given up only now that the new one is open
    const previous = this.current;
    const next = this.stepped(run);
    this.current = next;
    this.watch = null;
    this.met = null;
    this.runId = run.info.runId;
    onEvent = (event) => {
      this.emit(next, event);
      if (event.type === 'steps') this.check(next, this.watch?.steps(event.phase, event.records));
      if (event.type === 'evaluation') this.check(next, this.watch?.evaluation(event.evaluation));
    };
    onFault = (error) => {
      next.stop();
      this.fail(next, error);
    };
    for (const event of early) onEvent(event);
    await previous?.run.destroy();
    next.checkOpen();
    return { session: run.info, moment: run.moment };
  }

  private checkLatest(id: number): void {
    if (id !== this.latestOpen) throw new RetrogradError('cancelled', 'Another run was opened.');
  }

  private stepped(run: HostedRun): SteppedRun {
    const stepped: SteppedRun = new SteppedRun(run, {
      // work of the GPU while the run was stopped belongs to no step
      onStart: () => void this.host.takeSpans(),
      onWait: () => this.emit(stepped, { type: 'preparing', stage: answeringStage, done: 0, total: 1 }),
      onState: (state) => this.reportState(stepped, state),
      onStep: () => {
        this.check(stepped, this.watch?.moment(run.moment));
        this.emitSpans(stepped);
      },
      onFailure: (error) => this.fail(stepped, error),
      causeOf: (error) => this.causeOf(error),
    });
    return stepped;
  }

  private async reset(current: SteppedRun, runId: string): Promise<Opened> {
    const { run } = current;
    await current.between(() => run.reset(runId));
    current.checkOpen();
    this.runId = runId;
    this.emit(current, { type: 'state', state: run.finished ? 'finished' : 'paused', moment: run.moment });
    return { session: run.info, moment: run.moment };
  }

  // — events —————————————————————————————————————————————————————————————————

  /** Stops the run for a condition that is met. */
  private check(from: SteppedRun, met: MetCondition | null | undefined): void {
    if (!met || this.met || this.current !== from) return;
    this.met = met;
    from.stop();
  }

  private reportState(from: SteppedRun, state: 'running' | 'paused' | 'finished'): void {
    const { met } = this;
    if (state !== 'running' && this.current === from) {
      this.watch = null;
      this.met = null;
    }
    this.emit(from, { type: 'state', state, moment: from.run.moment, ...(state !== 'running' && met && { met }) });
  }

  /** Reports an event of the open run; events of other runs are dropped. */
  private emit(from: SteppedRun, event: RunEvent): void {
    if (this.current === from) this.post({ ...event, runId: this.runId });
  }

  private emitSpans(from: SteppedRun): void {
    const now = performance.now();
    if (now - this.spansAt < spansMs) return;
    this.spansAt = now;
    const spans = this.host.takeSpans();
    if (spans) this.emit(from, { type: 'gpu', spans });
  }

  private fail(from: SteppedRun, error: unknown): void {
    const { moment, evaluating } = from.run;
    this.emit(from, { type: 'failed', error: toErrorReport(error), moment, evaluating });
  }

  /** The loss of the device, if that caused the error; otherwise the error. */
  private async causeOf(error: unknown): Promise<unknown> {
    if (error instanceof RetrogradError && error.code !== 'device-lost') return error;
    const reason = await this.host.lostReason();
    return reason === null ? error : deviceLost(reason);
  }

  private lost(reason: string): void {
    const { current } = this;
    if (!current) return;
    const error = deviceLost(reason);
    this.fail(current, error);
    this.current = null;
    current.lose(error);
  }
}

function deviceLost(reason: string): RetrogradError {
  return new RetrogradError('device-lost', sentence`The graphics device was lost (${reason.replace(/\.$/, '')}).`);
}

function transferables(answer: unknown): Transferable[] {
  const weights = (answer as { weights?: unknown } | null)?.weights;
  return weights instanceof ArrayBuffer ? [weights] : [];
}
