/** What the result of an experiment says about what was claimed and expected. The words are those of a language; this decides which. */
import type { Arm, Direction, Experiment } from './experiment.ts';
import type { MeasureId } from './measures.ts';
import type { Difference, ExperimentResult, Outcome } from './result.ts';

/** Whether what was measured has the order that was reported or expected: it has, the opposite was measured, or no difference is shown. */
export type Agreement = 'agrees' | 'opposite' | 'not-shown';

/** The same of an expectation. `none-shown`: no difference was expected and none is shown, which does not prove that there is none. */
export type Expectation = Agreement | 'none-shown';

export interface Verdict {
  arm: string;
  control: string;
  measure: MeasureId;
  outcome: Outcome;
  difference: Difference;
  /** How many seeds were paired: one has no interval, so nothing can be shown. */
  seeds: number;
  /** Against the order in the paper; null where it reports none, or equal figures. */
  paper: Agreement | null;
  /** Against what was expected; null where nothing was. */
  expected: Expectation | null;
}

/** The order of an arm and its control in the paper; null where it reports neither, or the same of both. */
export function paperOrder(arm: Arm, control: Arm, measure: MeasureId): Direction | null {
  const [a, c] = [arm.paper?.[measure], control.paper?.[measure]];
  if (a === undefined || c === undefined || a === c) return null;
  return a > c ? 'higher' : 'lower';
}

function agreement(wanted: Direction, { outcome }: Difference): Agreement {
  if (outcome === 'not-shown') return 'not-shown';
  return outcome === wanted ? 'agrees' : 'opposite';
}

function expectation(wanted: Direction | 'same', difference: Difference): Expectation {
  if (wanted !== 'same') return agreement(wanted, difference);
  // one seed has no interval: nothing is shown, not even that there is no large difference
  if (difference.low === null) return 'not-shown';
  return difference.outcome === 'not-shown' ? 'none-shown' : 'opposite';
}

/** One verdict for each arm with a control: on its measures in the paper, on those with an expectation, and on the first one of the experiment. */
export function verdictsOf(experiment: Experiment, { arms }: Pick<ExperimentResult, 'arms'>): Verdict[] {
  return experiment.arms.flatMap((arm) => {
    const control = experiment.arms.find(({ id }) => id === arm.control);
    const result = arms.find(({ id }) => id === arm.id);
    if (!control || !result) return [];
    return experiment.measures.flatMap((measure, i): Verdict[] => {
      const order = paperOrder(arm, control, measure);
      const wanted = arm.expected?.[measure];
      const difference = result.differences[measure];
      if (!difference || (i > 0 && !order && !wanted)) return [];
      const { outcome } = difference;
      const own = arms.find(({ id }) => id === control.id);
      return [
        {
          arm: arm.id,
          control: control.id,
          measure,
          outcome,
          difference,
          seeds: result.seeds.filter((seed) => own?.seeds.includes(seed)).length,
          paper: order && agreement(order, difference),
          expected: wanted ? expectation(wanted, difference) : null,
        },
      ];
    });
  });
}
