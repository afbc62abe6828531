/** Which runs of an experiment this browser has kept, and which are still to be trained. */
import { isFinished, type RunEntry } from '../state/run-archive.ts';
import { isSameConfig, type SeriesRun } from '../state/run-series.ts';
import { configOfArm, type Experiment, trainsAlone } from './experiment.ts';
import type { ArmRun } from './outcome.ts';

/** What every arm is trained with, beside its own settings. */
export interface ArmsRequest {
  preset?: string;
  changes?: readonly string[];
}

/** The arms that a browser can train. */
export const trainableArms = ({ arms }: Experiment) => arms.filter(trainsAlone);

/** Which arms of a seed are not finished. Throws `bad-option` as `configOfArm` does. */
export function armsToTrain(
  experiment: Experiment,
  entries: readonly RunEntry[],
  { seed, ...request }: ArmsRequest & { seed: number },
): SeriesRun[] {
  return trainableArms(experiment)
    .map((arm) => ({ name: arm.id, config: configOfArm(experiment, arm, { ...request, seed }) }))
    .filter(({ config }) => !entries.some((entry) => isFinished(entry) && isSameConfig(entry.config, config)));
}

/** The first seed, from 1, of which an arm is not finished. */
export function nextSeed(experiment: Experiment, entries: readonly RunEntry[], request: ArmsRequest): number {
  let seed = 1;
  while (armsToTrain(experiment, entries, { ...request, seed }).length === 0) seed++;
  return seed;
}

/** The finished runs of its arms among those that this browser keeps; of several with the same settings the newest. */
export function keptArmRuns(
  experiment: Experiment,
  entries: readonly RunEntry[],
  request: ArmsRequest,
): (ArmRun & { adapter: string })[] {
  const newestFirst = entries.filter(isFinished).sort((a, b) => b.changedAt - a.changedAt);
  const seeds = [...new Set(newestFirst.map(({ config }) => config.seed))];
  return trainableArms(experiment).flatMap((arm) =>
    seeds.flatMap((seed) => {
      const config = configOfArm(experiment, arm, { ...request, seed });
      const entry = newestFirst.find((one) => isSameConfig(one.config, config));
      if (!entry) return [];
      const { evaluations, results, adapter } = entry;
      return [{ arm: arm.id, seed, adapter: adapter ?? '–', evaluations, measured: results }];
    }),
  );
}
