/** All arms of an experiment, trained in this browser one after the other. */

import { useMemo } from 'react';
import { Button } from 'react-aria-components';
import { useStore } from 'zustand';
import { type ArmsRequest, armsToTrain, keptArmRuns, nextSeed, trainableArms } from '../../experiments/arm-runs.ts';
import type { Experiment } from '../../experiments/experiment.ts';
import { resultOf } from '../../experiments/outcome.ts';
import type { ExperimentResult } from '../../experiments/result.ts';
import { runPosition, totalSteps } from '../../state/progress.ts';
import { toErrorReport } from '../../util/errors.ts';
import { useRuns, useSession, useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import button from '../widgets/button.module.css';
import styles from './experiments-page.module.css';
import { textsOf } from './sentences.ts';
import { useExperimentWords } from './words/use-experiment-words.ts';

/** What the finished runs of this browser come to; null if there are none, or this version cannot make them. */
export function useResultHere(experiment: Experiment, { preset, changes }: ArmsRequest): ExperimentResult | null {
  const entries = useRuns((state) => state.entries);
  return useMemo(() => {
    try {
      const runs = keptArmRuns(experiment, entries, { preset, changes });
      if (runs.length === 0) return null;
      const seeds = [...new Set(runs.map(({ seed }) => seed))].sort((a, b) => a - b);
      const facts = { preset: preset ?? experiment.preset, changes: [...(changes ?? [])], version: '', seeds };
      return resultOf(experiment, { ...facts, failures: [], command: '' }, runs, () => undefined);
    } catch {
      return null;
    }
  }, [experiment, entries, preset, changes]);
}

/** How much of the run on screen is done, 0 … 1. */
function useShareOfRun(): number {
  return useSession(({ measured, now }) =>
    measured && now ? runPosition(measured.phases, now) / Math.max(1, totalSteps(measured.phases)) : 0,
  );
}

function Running({ experiment }: { experiment: Experiment }) {
  const words = useExperimentWords();
  const { series } = useWorkbench();
  const current = useStore(series.store, (state) => state.current);
  const share = useShareOfRun();
  if (!current) return null;
  const { name, seed, done, total } = current;
  const title = textsOf(experiment, words).arms[name] ?? name;
  return (
    <>
      <label className={styles.running}>
        {words.running(title, seed, done + 1, total)}
        <progress value={done + share} max={total} />
      </label>
      <Button className={`${button.button} ${button.plain}`} onPress={() => void series.stop()}>
        {words.stop}
      </Button>
    </>
  );
}

export function RunHere({
  experiment,
  request,
  onSay,
}: {
  experiment: Experiment;
  request: ArmsRequest;
  onSay: (words: string) => void;
}) {
  const words = useExperimentWords();
  const t = useStrings();
  const { series } = useWorkbench();
  const entries = useRuns((state) => state.entries);
  const running = useStore(series.store, (state) => state.current?.series ?? null);
  if (running === experiment.id) return <Running experiment={experiment} />;
  const count = trainableArms(experiment).length;
  let seed: number;
  try {
    seed = nextSeed(experiment, entries, request);
  } catch (error) {
    return <p className={styles.facts}>{t.errorText(toErrorReport(error))}</p>;
  }
  const train = async () => {
    const runs = armsToTrain(experiment, entries, { ...request, seed });
    onSay('');
    const isDone = await series.train(experiment.id, runs);
    onSay(isDone ? words.allTrained(seed) : words.stopped);
  };
  const left = armsToTrain(experiment, entries, { ...request, seed }).length;
  return (
    <Button
      className={`${button.button} ${button.plain}`}
      isDisabled={running !== null}
      onPress={() => void train().catch((error) => onSay(t.errorText(toErrorReport(error))))}
    >
      {left < count ? words.goOn(left, seed) : words.runHere(count, seed)}
    </Button>
  );
}
