/** A run that is open: how many steps are requested, who waits for them, and the questions that are answered between two steps. */
import type { TrainingRun } from '../run/training-run.ts';
import { RetrogradError } from '../util/errors.ts';

/** What of a run is used, so that another can stand in for it. */
export type HostedRun = Pick<
  TrainingRun,
  'info' | 'moment' | 'finished' | 'advance' | 'settle' | 'ask' | 'checkpoint' | 'reset' | 'abandon' | 'destroy'
>;

/** None is called after the run is lost. */
export interface SteppedHooks {
  /** Before the first step after it stood still. */
  onStart(): void;
  /** It begins to run, enters another phase, or stands still. */
  onState(state: 'running' | 'paused' | 'finished'): void;
  /** A step is done. */
  onStep(): void;
  /** The run cannot go on. */
  onFailure(error: unknown): void;
  /** The cause of an error: the loss of the device, or the error itself. */
  causeOf(error: unknown): Promise<unknown>;
}

export class SteppedRun {
  /** Why the run is gone; null while it is there. */
  private loss: RetrogradError | null = null;
  /** Steps still to do; Infinity while playing. */
  private requested = 0;
  private stepsDone = 0;
  /** Answers to `step` that wait for a number of steps to be done. */
  private waiting: { at: number; resolve: () => void; reject: (error: unknown) => void }[] = [];
  private loop: Promise<void> | null = null;
  /** Questions that wait for the end of the step that is under way. */
  private readonly questions: (() => Promise<void>)[] = [];
  private readonly channel = new MessageChannel();

  constructor(
    readonly run: HostedRun,
    private readonly hooks: SteppedHooks,
  ) {}

  /** Starts to run without end. */
  play(): void {
    this.requested = Number.POSITIVE_INFINITY;
    this.start();
  }

  /** So many more steps, then pause. Resolves when they are done, or when the run stands still before. */
  async step(count: number): Promise<void> {
    if (!(Number.isInteger(count) && count > 0)) {
      throw new RetrogradError('bad-option', `A number of steps is a whole number above 0, not ${count}.`);
    }
    this.requested = Number.isFinite(this.requested) ? this.requested + count : count;
    const at = this.stepsDone + this.requested;
    const done = new Promise<void>((resolve, reject) => this.waiting.push({ at, resolve, reject }));
    this.start();
    await done;
  }

  /** No step after the one that is under way. */
  stop(): void {
    this.requested = 0;
  }

  /** Stops, and resolves when the run stands still. */
  async halt(): Promise<void> {
    this.stop();
    await this.loop;
  }

  /** Answers between two steps; a loop that runs goes on afterwards. */
  between<T>(work: () => Promise<T>): Promise<T> {
    const answering = () => this.guard(work);
    if (!this.loop) return answering();
    return new Promise((resolve, reject) => {
      this.questions.push(() => answering().then(resolve, reject));
    });
  }

  /** The device of the run is lost: whatever is under way ends with that error. */
  lose(error: RetrogradError): void {
    this.loss = error;
    this.stop();
    this.run.abandon();
  }

  /** Throws why the run is gone. */
  checkOpen(): void {
    if (this.loss) throw this.loss;
  }

  /** What work on a run throws is the loss of its device, where that is the cause. */
  private async guard<T>(work: () => Promise<T>): Promise<T> {
    this.checkOpen();
    try {
      return await work();
    } catch (error) {
      const cause = await this.hooks.causeOf(error);
      throw this.loss ?? cause;
    }
  }

  private start(): void {
    this.loop ??= this.steer();
  }

  /** Runs until no step is requested; one that is requested while the last ones settle is done as well. */
  private async steer(): Promise<void> {
    this.hooks.onStart();
    this.reportState();
    let failure: unknown = null;
    try {
      await this.guard(async () => {
        do {
          while (this.mayGoOn) await this.advance();
          await this.run.settle();
          await this.answerQuestions();
        } while (this.mayGoOn);
        this.checkOpen();
      });
    } catch (error) {
      failure = error;
    }
    // nothing is awaited before the loop is given up: a later request starts another
    this.requested = 0;
    this.loop = null;
    if (failure && !this.loss) this.hooks.onFailure(failure);
    this.reportState();
    // the answer comes after the state: who is told that the steps are done finds the run standing still
    for (const { resolve, reject } of this.waiting.splice(0)) failure ? reject(failure) : resolve();
    await this.answerQuestions();
  }

  private get mayGoOn(): boolean {
    return this.requested > 0 && !this.run.finished;
  }

  private async advance(): Promise<void> {
    const { run } = this;
    const { phase } = run.moment;
    if (await run.advance()) {
      this.stepsDone++;
      this.requested = Math.max(0, this.requested - 1);
    }
    await this.resolveDue();
    this.checkOpen();
    this.hooks.onStep();
    // where it stands still it says so when it has settled
    if (run.moment.phase !== phase && this.mayGoOn) this.reportState();
    await this.answerQuestions();
    await this.breathe();
  }

  /** Answers those whose steps are done while the run goes on; the last ones are answered when it stands still. */
  private async resolveDue(): Promise<void> {
    if (!this.mayGoOn) return;
    const due = this.waiting.filter(({ at }) => at <= this.stepsDone);
    if (due.length === 0) return;
    await this.run.settle();
    this.checkOpen();
    this.waiting = this.waiting.filter((one) => !due.includes(one));
    for (const { resolve } of due) resolve();
  }

  private async answerQuestions(): Promise<void> {
    for (let next = this.questions.shift(); next; next = this.questions.shift()) await next();
  }

  private reportState(): void {
    if (this.loss) return;
    this.hooks.onState(this.run.finished ? 'finished' : this.requested > 0 ? 'running' : 'paused');
  }

  /** Lets messages in. */
  private breathe(): Promise<void> {
    return new Promise((resolve) => {
      this.channel.port1.onmessage = () => resolve();
      this.channel.port2.postMessage(0);
    });
  }
}
