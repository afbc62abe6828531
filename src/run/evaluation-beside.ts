/**
 * The evaluation of a run, which goes on beside the steps: it measures a copy of the parameters. There is one at a time. A moment is evaluated once.
 */
import type { Engine } from './engine.ts';
import type { Moment } from './records.ts';

interface RunningEvaluation {
  at: string;
  done: Promise<void>;
  failed: boolean;
}

/** What is measured: some examples for the curves; all of them; or all of them before the first step, which is no point of a curve. */
export type Extent = 'live' | 'all' | 'start';

/** Measures a moment; returns what reports the measurements. */
export type Measure = (moment: Moment, extent: Extent) => Promise<() => void>;

const nameOf = ({ phase, step }: Moment): string => `${phase} ${step}`;

export class EvaluationBeside {
  /** The last moment whose evaluation has succeeded. */
  private succeededAt = '';
  /** The evaluation that goes on, or that has failed and is not told yet. */
  private running: RunningEvaluation | null = null;
  private begun: Moment | null = null;

  /** `check` throws where the run has failed meanwhile: then nothing is reported. */
  constructor(
    private readonly engine: Pick<Engine, 'freeze' | 'hold' | 'release'>,
    private readonly measure: Measure,
    private readonly check: () => void,
  ) {}

  /** The moment of the evaluation that was begun last, until it has succeeded. */
  get unfinished(): Moment | null {
    return this.begun;
  }

  /** Whether one goes on, or has failed and is not told yet. */
  get isRunning(): boolean {
    return this.running !== null;
  }

  get hasFailed(): boolean {
    return this.running?.failed ?? false;
  }

  hasSucceeded(moment: Moment): boolean {
    return this.succeededAt === nameOf(moment);
  }

  /** A checkpoint was written after the evaluation of this moment. */
  skip(moment: Moment): void {
    this.succeededAt = nameOf(moment);
  }

  /**
   * Begins with the parameters as they are, unless that was begun before. Waits for an earlier evaluation that still goes on, and throws its error.
   * `afterNextStep`: the GPU takes the next step first, for which a person waits.
   */
  async begin(moment: Moment, extent: Extent, { afterNextStep = false } = {}): Promise<void> {
    const at = extent === 'start' ? `start of ${nameOf(moment)}` : nameOf(moment);
    if (this.succeededAt === at || this.running?.at === at) return;
    await this.told();
    this.engine.freeze();
    if (afterNextStep) this.engine.hold();
    const evaluation: RunningEvaluation = { at, done: Promise.resolve(), failed: false };
    this.running = evaluation;
    this.begun = moment;
    evaluation.done = this.evaluate(evaluation, moment, extent);
    evaluation.done.catch(() => {
      evaluation.failed = true;
    });
  }

  private async evaluate(evaluation: RunningEvaluation, moment: Moment, extent: Extent): Promise<void> {
    const report = await this.measure(moment, extent);
    // the run may have been reset or closed meanwhile
    if (this.running !== evaluation) return;
    this.check();
    this.succeededAt = evaluation.at;
    this.begun = null;
    report();
  }

  /** Waits for the evaluation that goes on, if there is one, and throws its error. */
  async told(): Promise<void> {
    this.engine.release();
    await this.running?.done.finally(() => {
      this.running = null;
    });
  }

  /** Waits for the evaluation that goes on, if there is one; its error is told later. */
  async end(): Promise<void> {
    this.engine.release();
    await this.running?.done.catch(() => {});
  }

  /** What goes on is not reported any more. */
  drop(): void {
    this.running = null;
  }

  /** As before the first evaluation. */
  reset(): void {
    this.drop();
    this.begun = null;
    this.succeededAt = '';
  }
}
