/** From the runs of an experiment to its result: means over seeds, and paired differences to the control. Pure functions. */
import { type ClusteredDifference, clusterBootstrap, clustersOf } from '../eval/bootstrap.ts';
import { type Interval, meanInterval, pairedInterval } from '../eval/intervals.ts';
import { mcnemar } from '../eval/mcnemar.ts';
import type { Arm, Experiment } from './experiment.ts';
import {
  evaluatedValue,
  examplesOf,
  hasCurve,
  hasExamples,
  type MeasureId,
  meanOf,
  measureOf,
  type Reported,
  reportedUntil,
  resultsAtEnd,
  summaryAtEnd,
} from './measures.ts';
import { type ArmResult, type Difference, type ExperimentResult, type Outcome, resultFormat } from './result.ts';

/** A finished run of an arm. */
export interface ArmRun extends Reported {
  arm: string;
  seed: number;
  /** A fingerprint of documents and questions; without it no example is paired. */
  corpus?: string;
}

export type Basis = ExperimentResult['basis'];

/** `examples` if every run reports results of single examples at its end. */
export function basisOf(runs: readonly ArmRun[]): Basis {
  return runs.length > 0 && runs.every((run) => resultsAtEnd(run) ?? summaryAtEnd(run)) ? 'examples' : 'evaluations';
}

/** The value of a measure of one run; null where it was not measured. Measures without examples are always from the last evaluation. */
export function runValue(id: MeasureId, run: ArmRun, basis: Basis): number | null {
  if (basis === 'evaluations' || !hasExamples(id)) return evaluatedValue(id, run);
  if (run.measured) return summaryAtEnd(reportedUntil(id, run))?.get(measureOf(id).metric) ?? null;
  const examples = examplesOf(id, run);
  return examples && meanOf([...examples.values()].map(({ value }) => value));
}

/** Which way an interval of differences lies. */
export function outcomeOf({ low, high }: Interval): Outcome {
  return low > 0 ? 'higher' : high < 0 ? 'lower' : 'not-shown';
}

/** What NaN and null are in JSON. */
const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
const knownInterval = ({ mean, low, high }: { mean: number } & Interval) => ({
  mean: known(mean),
  low: known(low),
  high: known(high),
});

/**
 * The difference of a measure between paired runs, those of the same seed: Student's 95% interval of the mean of arm − control over seeds. Where runs report
 * examples, McNemar's exact test within each pair, and the bootstrap over subjects. Null if no pair has it.
 */
export function differenceOf(
  id: MeasureId,
  pairs: readonly (readonly [arm: ArmRun, control: ArmRun])[],
  basis: Basis,
): Difference | null {
  const values = pairs.flatMap(([arm, control]) => {
    const [a, c] = [runValue(id, arm, basis), runValue(id, control, basis)];
    return a === null || c === null ? [] : [[a, c] as const];
  });
  if (values.length === 0) return null;
  const interval = pairedInterval(
    values.map(([a]) => a),
    values.map(([, c]) => c),
  );
  const paired = basis === 'examples' ? pairs.map(([arm, control]) => pairedExamples(id, arm, control)) : [];
  return { ...knownInterval(interval), outcome: outcomeOf(interval), ...testsOf(paired), ...overSubjects(paired) };
}

/** The examples that both runs of a pair have. */
interface PairedExamples {
  seed: number;
  corpus: string;
  examples: { subject: string; own: boolean | number; other: boolean | number }[];
}

/** None if the runs have other documents or questions. */
function pairedExamples(id: MeasureId, arm: ArmRun, control: ArmRun): PairedExamples {
  const { seed, corpus = '' } = arm;
  const others = corpus !== '' && corpus === control.corpus ? examplesOf(id, control) : null;
  const examples = [...(examplesOf(id, arm) ?? [])].flatMap(([example, { value: own, subject }]) => {
    const other = others?.get(example)?.value;
    return other === undefined ? [] : [{ subject, own, other }];
  });
  return { seed, corpus, examples };
}

/** McNemar's test of each pair: over several seeds together the same question would count as another one. */
function testsOf(paired: readonly PairedExamples[]): Pick<Difference, 'tests'> {
  const tests = paired.flatMap(({ seed, examples }) => {
    const shares = examples.filter(({ own, other }) => typeof own === 'boolean' && typeof other === 'boolean');
    if (shares.length === 0) return [];
    const { onlyFirst, onlySecond, p } = mcnemar(
      shares.map(({ own }) => own === true),
      shares.map(({ other }) => other === true),
    );
    return [{ seed, onlyArm: onlyFirst, onlyControl: onlySecond, p }];
  });
  return tests.length > 0 ? { tests } : {};
}

/** A subject of the same corpus is one cluster, with all its examples of all seeds. */
function overSubjects(paired: readonly PairedExamples[]): Pick<Difference, 'overSubjects'> {
  const differences = paired.flatMap(({ corpus, examples }) =>
    examples.map(
      ({ subject, own, other }): ClusteredDifference => [`${corpus}\0${subject}`, Number(own) - Number(other)],
    ),
  );
  const { low, high } = clusterBootstrap(clustersOf(differences));
  return Number.isFinite(low) ? { overSubjects: { low, high } } : {};
}

/** The result of one arm. `runs`: all runs of the experiment. */
export function armResult(experiment: Experiment, arm: Arm, runs: readonly ArmRun[]): ArmResult {
  const basis = basisOf(runs);
  const own = runs.filter((run) => run.arm === arm.id).sort((a, b) => a.seed - b.seed);
  const pairs = own.flatMap((run) => {
    const control = runs.find((other) => other.arm === arm.control && other.seed === run.seed);
    return control ? [[run, control] as const] : [];
  });
  const values = experiment.measures.map((id) => {
    const ofSeeds = own.map((run) => runValue(id, run, basis));
    const mean = meanInterval(ofSeeds.filter((value) => value !== null));
    return [id, { ...knownInterval(mean), ofSeeds }] as const;
  });
  const differences = experiment.measures.flatMap((id) => {
    const difference = differenceOf(id, pairs, basis);
    return difference ? [[id, difference] as const] : [];
  });
  return {
    id: arm.id,
    seeds: own.map(({ seed }) => seed),
    values: Object.fromEntries(values),
    differences: Object.fromEntries(differences),
    curve: meanCurve(experiment.measures, own),
  };
}

/** Mean values over the runs at each evaluation that all of them have, to four digits after the point. */
function meanCurve(measures: readonly MeasureId[], runs: readonly ArmRun[]): ArmResult['curve'] {
  const [first, ...others] = runs;
  const drawn = measures.filter((id) => hasCurve(id));
  return (first?.evaluations ?? []).flatMap(({ phase, step, metrics }) => {
    const same = others.map(({ evaluations }) => evaluations.find((one) => one.phase === phase && one.step === step));
    if (same.includes(undefined)) return [];
    const all = [metrics, ...same.map((one) => one!.metrics)];
    const values = drawn.map((id) => {
      const mean = meanOf(all.map((one) => one[measureOf(id).metric] ?? Number.NaN));
      return [id, known(Math.round(mean * 1e4) / 1e4)] as const;
    });
    return [{ phase, step, values: Object.fromEntries(values) }];
  });
}

/** What a result says beside its arms. */
export type ResultFacts = Pick<ExperimentResult, 'preset' | 'changes' | 'version' | 'seeds' | 'failures' | 'command'>;

/** `commandOf`: the command that trains an arm; undefined for one that borrows its parameters. */
export function resultOf(
  experiment: Experiment,
  facts: ResultFacts,
  runs: readonly (ArmRun & { adapter: string })[],
  commandOf: (arm: Arm) => string | undefined,
): ExperimentResult {
  return {
    format: resultFormat,
    experiment: experiment.id,
    ...facts,
    adapters: [...new Set(runs.map(({ adapter }) => adapter))],
    basis: basisOf(runs),
    arms: experiment.arms.map((arm) => {
      const command = commandOf(arm);
      return { ...armResult(experiment, arm, runs), ...(command !== undefined && { command }) };
    }),
  };
}
