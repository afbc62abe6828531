/** The outcome of an experiment as data: what `--json` writes and the page shows. Nothing is known here about how the runs were made. */

import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { z } from '../util/zod.ts';

/** JSON has no NaN: null stands for what is not known, e.g. the ends of an interval over one seed. */
const known = z.nullable(z.number());
const interval = z.object({ mean: known, low: known, high: known });

const seedTest = z.object({ seed: z.int(), onlyArm: z.int(), onlyControl: z.int(), p: z.number() });
const outcome = z.enum(['higher', 'lower', 'not-shown']);

const difference = z.object({
  ...interval.shape,
  /** Of the interval: it lies above zero, below it, or holds it. */
  outcome,
  /** McNemar's exact test over the examples of each pair of runs; absent where runs report none, or the measure is no share. */
  tests: z.optional(z.array(seedTest)),
  /** The 95% interval for other examples and the same seeds, by the bootstrap over subjects; absent where runs report no examples. */
  overSubjects: z.optional(z.object({ low: z.number(), high: z.number() })),
});

const point = z.object({ phase: z.string(), step: z.int(), values: z.record(z.string(), known) });

const arm = z.object({
  id: z.string(),
  /** Seeds whose run is finished. */
  seeds: z.array(z.int()),
  /** By measure: the mean over seeds, with Student's 95% interval, and the value of each seed. */
  values: z.record(z.string(), z.object({ ...interval.shape, ofSeeds: z.array(known) })),
  /** To the control, over the seeds that both have finished; empty for an arm without control. */
  differences: z.record(z.string(), difference),
  /** Means over seeds at each evaluation that all of them have. */
  curve: z.array(point),
  /** Trains an arm of one seed from the command line; absent where its parameters are borrowed. */
  command: z.optional(z.string()),
});

const format = 'retrograd-experiment-1';

const schema = z.object({
  format: z.literal(format),
  experiment: z.string(),
  preset: z.string(),
  /** `key=value`, as given with `--set`. */
  changes: z.array(z.string()),
  version: z.string(),
  seeds: z.array(z.int()),
  adapters: z.array(z.string()),
  /**
   * `examples`: all questions and held-out sentences of the test split at the end, for the measures that are made of these (`hasExamples`); otherwise, and
   * with `evaluations`, the last evaluation of each run.
   */
  basis: z.enum(['examples', 'evaluations']),
  arms: z.array(arm),
  /** Runs that came to no end, with the reason. */
  failures: z.array(z.object({ arm: z.string(), seed: z.int(), message: z.string() })),
  command: z.string(),
});

export type ExperimentResult = z.infer<typeof schema>;
export type ArmResult = z.infer<typeof arm>;
export type Difference = z.infer<typeof difference>;
export type Outcome = z.infer<typeof outcome>;
export const resultFormat = format;

/** Throws `bad-option` for a text that is no result of an experiment. `name`: that of its file, for the message. */
export function readResult(text: string, name: string): ExperimentResult {
  let json: unknown = null;
  try {
    json = JSON.parse(text);
  } catch {
    // reported below
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new RetrogradError(
    'bad-option',
    sentence`${name} is no result of an experiment: choose a file that npm run experiment -- NAME --json FILE has written.`,
  );
}
