/** When a run that plays is to pause: a metric, or the number of its steps, has reached a value. */
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import type { Evaluation, MetricInfo, Moment, PhaseInfo, StepRecord } from './records.ts';

export interface StopCondition {
  /** The id of a metric, or `steps`: those of the whole run. */
  metric: string;
  is: '>=' | '<=';
  value: number;
}

export interface MetCondition {
  condition: StopCondition;
  /** What was measured. */
  value: number;
  at: Moment;
}

export const stepCount = 'steps';

/** A metric that is measured at every step varies from batch to batch: its mean over so many steps of one phase is compared. */
export const averagedSteps = 12;

type Described = Pick<MetricInfo, 'id' | 'at'>;

/** Metrics that are measured at evaluations are compared there, also if each step measures them too. */
const isOfEvaluations = ({ at }: Described) => at.includes('evaluation');

/** Reads e.g. `heldOutAccuracy>=.9` or `steps>=500`. Throws `bad-option`, which names what is valid. */
export function parseCondition(text: string, metrics: readonly Described[]): StopCondition {
  const [, metric, sign, number] = /^\s*(\w+)\s*(>=|<=|≥|≤)\s*(\S+)\s*$/.exec(text) ?? [];
  const value = Number(number);
  if (metric === undefined || !Number.isFinite(value)) {
    throw new RetrogradError(
      'bad-option',
      sentence`A stop condition is a metric, >= or <=, and a number, e.g. 'heldOutAccuracy>=.9', not “${text}”.`,
    );
  }
  const known = [stepCount, ...metrics.map(({ id }) => id)];
  if (!known.includes(metric)) {
    throw new RetrogradError('bad-option', sentence`There is no metric “${metric}”. Metrics: ${known.join(', ')}.`);
  }
  return { metric, is: sign === '>=' || sign === '≥' ? '>=' : '<=', value };
}

export function conditionText({ metric, is, value }: StopCondition): string {
  return `${metric}${is}${value}`;
}

const holds = ({ is, value }: StopCondition, measured: number) => (is === '>=' ? measured >= value : measured <= value);

/** Watches what a run reports; each method returns the condition that is met by it, or null. */
export class StopWatch {
  /** The last values of each metric of steps, all of one phase. */
  private readonly last = new Map<string, number[]>();
  private phase = '';
  private readonly ofCount: readonly StopCondition[];
  private readonly ofSteps: readonly StopCondition[];
  private readonly ofEvaluations: readonly StopCondition[];
  private readonly averaged: ReadonlySet<string>;

  constructor(
    conditions: readonly StopCondition[],
    private readonly phases: readonly PhaseInfo[],
    metrics: readonly Described[],
  ) {
    const measured = (atEvaluations: boolean) =>
      conditions.filter(({ metric }) => {
        const described = metrics.find(({ id }) => id === metric);
        return described !== undefined && isOfEvaluations(described) === atEvaluations;
      });
    this.ofCount = conditions.filter(({ metric }) => metric === stepCount);
    this.ofSteps = measured(false);
    this.ofEvaluations = measured(true);
    this.averaged = new Set(this.ofSteps.map(({ metric }) => metric));
  }

  /** The run has come to a moment. */
  moment(at: Moment): MetCondition | null {
    const number = this.phases.findIndex(({ id }) => id === at.phase);
    const value = this.phases.slice(0, number).reduce((sum, { steps }) => sum + steps, at.step);
    return firstMet(this.ofCount, () => value, at);
  }

  steps(phase: string, records: readonly StepRecord[]): MetCondition | null {
    if (phase !== this.phase) this.last.clear();
    this.phase = phase;
    for (const { step, metrics } of records) {
      for (const id of this.averaged) {
        const value = metrics[id];
        if (value !== undefined && !Number.isNaN(value)) {
          this.last.set(id, [...(this.last.get(id) ?? []), value].slice(-averagedSteps));
        }
      }
      const mean = (metric: string) => {
        const values = this.last.get(metric) ?? [];
        return values.length < averagedSteps ? null : values.reduce((sum, value) => sum + value, 0) / averagedSteps;
      };
      const met = firstMet(this.ofSteps, mean, { phase, step });
      if (met) return met;
    }
    return null;
  }

  evaluation({ phase, step, metrics }: Evaluation): MetCondition | null {
    return firstMet(this.ofEvaluations, (metric) => metrics[metric] ?? null, { phase, step });
  }
}

function firstMet(
  conditions: readonly StopCondition[],
  measured: (metric: string) => number | null,
  at: Moment,
): MetCondition | null {
  for (const condition of conditions) {
    const value = measured(condition.metric);
    if (value !== null && holds(condition, value)) return { condition, value, at };
  }
  return null;
}
