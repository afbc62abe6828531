/** The options of `npm run experiment`. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Experiment, lackOf, lendersOf } from '../src/experiments/experiment.ts';
import { experimentOf, experiments } from '../src/experiments/registry.ts';
import { RetrogradError } from '../src/util/errors.ts';
import { parseArgument } from './arguments.ts';
import { checkOutputFile, checkOutputFolder } from './output.ts';

export const usage = `npm run experiment -- NAME [options]
  NAME                ${experiments.map(({ id }) => id).join(', ')}
  --list              what each experiment asks, and its arms
  --seeds 1,2,3       seeds of the runs of each arm (default 1,2,3)
  --arms A,B          only these arms and what they are compared with
  --preset NAME       in place of the experiment's own, or of that of the runs with whose models its arms begin
  --set key=value     any setting, in every arm (may be repeated)
  --jobs N            so many runs side by side, one Chromium each (default 1)
  --json FILE         write arms, differences and verdict to FILE; the page Experiments reads it
  --markdown FILE     write the table and the verdict to FILE
  --out DIR           where runs are kept (default retrograd/experiments): a finished one, also of another experiment, is
                      not trained again, and one that was interrupted goes on after its last evaluation
  --help              this text`;

export interface ExperimentOptions {
  experiment: Experiment;
  /** The arms that are trained, as they were named; undefined: all. */
  arms?: string;
  seeds: number[];
  preset?: string;
  changes: string[];
  jobs: number;
  json?: string;
  markdown?: string;
  /** The folder of this experiment's runs. */
  folder: string;
}

/** Throws `bad-option`; `list` and `help` if only that is requested. */
export function readExperimentOptions(args: string[]): ExperimentOptions | 'list' | 'help' {
  const values = parseArgument(args, options, 'NAME');
  if (values.help) return 'help';
  if (values.list) return 'list';
  if (values.argument === undefined)
    throw new RetrogradError('bad-option', 'NAME is missing: --list says what there is.');
  const experiment = withArms(experimentOf(values.argument), values.arms);
  const lack = values.preset === undefined ? lackOf(experiment) : null;
  if (lack) throw new RetrogradError('bad-option', lack);
  for (const name of ['json', 'markdown'] as const) {
    if (values[name] !== undefined) checkOutputFile(`--${name}`, values[name]);
  }
  const folder = join(values.out ?? join('retrograd', 'experiments'), experiment.id);
  checkOutputFolder('--out', folder);
  const { preset, json, markdown } = values;
  const changes = values.set ?? [];
  if (changes.some((change) => /^\s*seed\s*=/.test(change))) {
    throw new RetrogradError('bad-option', '--set seed: the seeds of the runs are given with --seeds.');
  }
  return {
    experiment,
    arms: values.arms,
    seeds: readSeeds(values.seeds ?? '1,2,3'),
    preset,
    changes,
    jobs: readJobs(values.jobs ?? '1'),
    json,
    markdown,
    folder,
  };
}

/** The experiment with some of its arms: those that are named and the controls of these. */
function withArms(experiment: Experiment, names: string | undefined): Experiment {
  if (names === undefined) return experiment;
  const wanted = new Set(names.split(',').map((name) => name.trim()));
  const unknown = [...wanted].find((name) => !experiment.arms.some(({ id }) => id === name));
  if (unknown !== undefined) {
    const all = experiment.arms.map(({ id }) => id).join(', ');
    throw new RetrogradError('bad-option', `--arms: ${experiment.id} has no arm “${unknown}”, but ${all}.`);
  }
  for (const arm of experiment.arms) {
    if (!wanted.has(arm.id)) continue;
    if (arm.control !== undefined) wanted.add(arm.control);
    for (const lender of lendersOf(arm)) wanted.add(lender);
  }
  const isWanted = ({ id }: { id: string }) => wanted.has(id);
  return { ...experiment, starts: experiment.starts?.filter(isWanted), arms: experiment.arms.filter(isWanted) };
}

function readSeeds(text: string): number[] {
  const seeds = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (!seeds.every((seed) => Number.isInteger(seed) && seed >= 0) || new Set(seeds).size < seeds.length) {
    throw new RetrogradError('bad-option', `--seeds takes different whole numbers, e.g. 1,2,3, not “${text}”.`);
  }
  return seeds;
}

function readJobs(text: string): number {
  const jobs = Number(text);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 64) {
    const cores = availableParallelism();
    throw new RetrogradError(
      'bad-option',
      `--jobs takes a whole number from 1 to 64, not “${text}”; there are ${cores} cores.`,
    );
  }
  return jobs;
}

const options = {
  list: { type: 'boolean' },
  arms: { type: 'string' },
  seeds: { type: 'string' },
  preset: { type: 'string' },
  set: { type: 'string', multiple: true },
  jobs: { type: 'string' },
  json: { type: 'string' },
  markdown: { type: 'string' },
  out: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;
