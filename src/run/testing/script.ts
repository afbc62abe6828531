/** What a scripted run reports instead of training: plausible numbers for the metrics of a system. */
import type { Prng } from '../../util/prng.ts';
import type { MetricInfo, Metrics, Moment, RunConfig, SessionInfo } from '../records.ts';
import type { Probe, RunContext } from '../system.ts';

/** Metrics of one step; `loss` and `gradientNorm` are among them. */
export type ScriptedStep = { loss: number; gradientNorm: number } & Record<string, number>;

/** One scripted run. Its numbers follow from the configuration and the moment, so that a resumed run repeats them. */
export interface Script {
  readonly facts: SessionInfo['facts'];
  readonly skipped: SessionInfo['skipped'];
  /** `moment.step` counts from 1; `prng` is seeded for this step. */
  step(moment: Moment, prng: Prng): ScriptedStep;
  evaluate(moment: Moment): Metrics;
  /** Called before the first step of a phase, and after a checkpoint was loaded in it. */
  enter?(moment: Moment): void;
  after?(moment: Moment): void;
  readonly probes: Readonly<Record<string, Probe>>;
  save?(): unknown;
  load?(state: object): void;
  reset?(): void;
}

export interface ScriptContext extends Pick<RunContext<RunConfig>, 'config' | 'onRefresh' | 'onWarning'> {
  /** How much of a phase is done at a moment, from 0 to 1. */
  shareOf(moment: Moment): number;
  metrics: readonly MetricInfo[];
}

export type MakeScript = (context: ScriptContext) => Script;

/** For a system without a script of its own: a loss that falls, and evaluations that rise from 0 to 1. */
export const genericScript: MakeScript = ({ shareOf, metrics }) => {
  const measured = (at: 'step' | 'evaluation', value: number) =>
    Object.fromEntries(metrics.filter((metric) => metric.at.includes(at)).map(({ id }) => [id, value]));
  return {
    facts: {},
    skipped: {},
    step: (moment, prng) => ({
      ...measured('step', shareOf(moment)),
      loss: fallingLoss(4, shareOf(moment), prng),
      gradientNorm: Math.abs(0.8 + 0.3 * prng.normal()),
    }),
    evaluate: (moment) => measured('evaluation', shareOf(moment)),
    probes: {},
  };
};

/** A loss that falls from `start` to a few tenths while `share` goes from 0 to 1, with noise. */
export function fallingLoss(start: number, share: number, prng: Prng): number {
  return Math.max(0.02, (start * Math.exp(-4 * share) + 0.3) * (1 + 0.09 * prng.normal()));
}
