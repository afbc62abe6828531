/** An open run with its loop: the steps that are requested, the requests that wait for them, and the questions answered between two steps. */
import type { TrainingRun } from '../run/training-run.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';

/** The part of a run that is used; tests replace it. */
export type HostedRun = Pick<
  TrainingRun,
  | 'info'
  | 'moment'
  | 'finished'
  | 'evaluating'
  | 'advance'
  | 'settle'
  | 'ask'
  | 'checkpoint'
  | 'reset'
  | 'abandon'
  | 'destroy'
>;

/** No hook is called after the run is lost. */
export interface SteppedHooks {
  /** Called before the first step after a pause. */
  onStart(): void;
  /** Called when the run starts, but a question is still being answered, which its first step waits for. */
  onWait(): void;
  /** Called when the run starts, enters another phase, or has stopped. */
  onState(state: 'running' | 'paused' | 'finished'): void;
  /** Called after a step. */
  onStep(): void;
  /** The run cannot continue. */
  onFailure(error: unknown): void;
  /** The cause of an error: the loss of the device, or the error itself. */
  causeOf(error: unknown): Promise<unknown>;
}

export class SteppedRun {
  /** Why the run is lost; null if it is not. */
  private loss: RetrogradError | null = null;
  /** Steps still to do; Infinity while playing. */
  private requested = 0;
  private stepsDone = 0;
  /** Calls of `step` that wait until a number of steps is done. */
  private waiting: { at: number; resolve: () => void; reject: (error: unknown) => void }[] = [];
  private loop: Promise<void> | null = null;
  /** Questions that wait for the end of the current step. */
  private readonly questions: (() => Promise<void>)[] = [];
  /** Resolves when every question that was asked while the run stood still is answered. */
  private answers: Promise<unknown> | null = null;
  private readonly channel = new MessageChannel();

  constructor(
    readonly run: HostedRun,
    private readonly hooks: SteppedHooks,
  ) {}

  /** Starts to train without a limit on the steps. */
  play(): void {
    this.requested = Number.POSITIVE_INFINITY;
    this.start();
  }

  /** Takes `count` more steps, then pauses. Resolves when they are done, or when the run stops earlier. */
  async step(count: number): Promise<void> {
    if (!(Number.isInteger(count) && count > 0)) {
      throw new RetrogradError('bad-option', sentence`A number of steps is a whole number above 0, not ${count}.`);
    }
    this.requested = Number.isFinite(this.requested) ? this.requested + count : count;
    const at = this.stepsDone + this.requested;
    const done = new Promise<void>((resolve, reject) => this.waiting.push({ at, resolve, reject }));
    this.start();
    await done;
  }

  /** Whether no step is on its way or requested. */
  get isStill(): boolean {
    return this.loop === null;
  }

  /** Whether steps are requested that wait for the answer to a question. */
  get isWaiting(): boolean {
    return this.loop !== null && this.answers !== null;
  }

  /** No further step begins after the current one. */
  stop(): void {
    this.requested = 0;
  }

  /** Stops, and resolves when the run has stopped and questions are answered. */
  async halt(): Promise<void> {
    this.stop();
    await this.loop;
    await this.answers;
  }

  /** Answers a question between two steps, one after the other; a running loop continues afterwards. */
  between<T>(work: () => Promise<T>): Promise<T> {
    const answering = () => this.guard(work);
    if (this.loop) {
      return new Promise((resolve, reject) => {
        this.questions.push(() => answering().then(resolve, reject));
      });
    }
    return this.afterOthers(answering);
  }

  /** Answers while no step is taken, when those who asked before have their answers. */
  private afterOthers<T>(answering: () => Promise<T>): Promise<T> {
    const answer = this.answers ? this.answers.then(answering) : answering();
    const answers = answer
      .catch(() => {}) // whoever asked is told
      .then(() => {
        if (this.answers === answers) this.answers = null;
      });
    this.answers = answers;
    return answer;
  }

  /** The device of the run is lost: everything pending ends with this error. */
  lose(error: RetrogradError): void {
    this.loss = error;
    this.stop();
    this.run.abandon();
  }

  /** Throws the loss of the run, if it is lost. */
  checkOpen(): void {
    if (this.loss) throw this.loss;
  }

  /** Replaces an error by the loss of the device, if that is the cause. */
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

  /** Takes steps until none is requested, including steps that are requested while the last ones settle. */
  private async steer(): Promise<void> {
    if (this.mayGoOn) {
      this.hooks.onStart();
      this.reportState();
    }
    if (this.answers) {
      this.hooks.onWait();
      await this.answers;
    }
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
    // no await before `loop` is cleared: a later request must start another loop
    this.requested = 0;
    this.loop = null;
    if (failure && !this.loss) this.hooks.onFailure(failure);
    this.reportState();
    // answered after the state is reported, so that the caller of `step` finds a stopped run
    for (const { resolve, reject } of this.waiting.splice(0)) failure ? reject(failure) : resolve();
    for (const question of this.questions.splice(0)) void this.afterOthers(question);
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
    // if it stops, `steer` reports that when the run has settled
    if (run.moment.phase !== phase && this.mayGoOn) this.reportState();
    await this.answerQuestions();
    await this.breathe();
  }

  /** Answers requests whose steps are done while the run continues; the last requests are answered when it has stopped. */
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

  /** Lets pending messages be received. */
  private breathe(): Promise<void> {
    return new Promise((resolve) => {
      this.channel.port1.onmessage = () => resolve();
      this.channel.port2.postMessage(0);
    });
  }
}
