/** A run on the GPU for tests of systems without index workers. */
import type { Gpu } from '../../gpu/device.ts';
import type { Corpus } from '../../text/corpus/corpus.ts';
import type { CheckpointFiles, Evaluation, RunConfig, StepRecord } from '../records.ts';
import type { System } from '../system.ts';
import { TrainingRun } from '../training-run.ts';

export interface RunOfTest<C extends RunConfig> {
  config: C;
  corpus: Corpus;
  /** Where it goes on. */
  checkpoint?: CheckpointFiles | undefined;
}

/** Opens a run, and keeps what it reports. */
export async function openRun<C extends RunConfig>(
  gpu: Gpu,
  system: System<C>,
  { config, corpus, checkpoint }: RunOfTest<C>,
) {
  const steps: StepRecord[] = [];
  const evaluations: Evaluation[] = [];
  const run = await TrainingRun.open(
    gpu,
    system as never,
    { runId: system.id, config, corpus, checkpoint },
    {
      onSteps: (_phase, records) => void steps.push(...records),
      onEvaluation: (evaluation) => void evaluations.push(evaluation),
      ...{ onRefresh() {}, onWarning() {}, onKernels() {}, onProgress() {} },
      spawnIndexWorker() {
        throw new Error(`A run of ${system.id} has no index workers.`);
      },
    },
  );
  return { run, steps, evaluations };
}

export async function toEnd(run: TrainingRun): Promise<void> {
  while (!run.finished) await run.advance();
}
