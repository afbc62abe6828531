/** An open system as a checkpoint and back: parameters and moments, what each phase keeps, what the system keeps beside them, and the kernels. */
import { sentence } from '../util/sentence.ts';
import { badCheckpoint, initialArray, type RunState, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { loadPhase, savePhase } from './phase-state.ts';
import type { CheckpointFiles, RunConfig } from './records.ts';
import type { OpenSystem } from './system.ts';

/**
 * The system as it is between two steps.
 *
 * @param run its `kernels` are those of the checkpoint from which the run was resumed; jobs that were done since then have their newest. `isBegun`: it
 *   began with the models of another run, which are kept for a reset
 */
export async function checkpointOf(
  open: OpenSystem,
  {
    runId,
    phase,
    step,
    kernels: carried,
    kernelRecord,
    momentsLeftOut,
    isBegun,
  }: Pick<RunState, 'runId' | 'phase' | 'step' | 'kernels' | 'kernelRecord' | 'momentsLeftOut'> & { isBegun: boolean },
  config: RunConfig,
): Promise<CheckpointFiles> {
  const { engine, phases, tokenizer, fingerprint } = open;
  const { state: system, arrays } = open.save?.() ?? {};
  const chosen = Object.entries(engine.kernelReport.chosen).map(([job, { variant }]) => [job, variant]);
  const kernels = Object.entries<string>({ ...carried, ...Object.fromEntries(chosen) });
  const kept = await Promise.all(phases.map(async (one) => [one.id, await savePhase(one)] as const));
  const state: RunState = {
    ...{ runId, phase, step },
    phases: Object.fromEntries(kept),
    system,
    kernels: Object.fromEntries(kernels.sort()),
    ...(kernelRecord && { kernelRecord }),
    corpus: fingerprint,
    ...(momentsLeftOut && { momentsLeftOut }),
  };
  const parameters = {
    values: await engine.store.read('values'),
    firstMoments: await engine.store.read('firstMoments'),
    secondMoments: await engine.store.read('secondMoments'),
    ...(isBegun && { [initialArray]: engine.store.initial }),
  };
  return writeCheckpoint(engine.store, { ...parameters, ...arrays }, state, config, tokenizer.toJSON());
}

/** Puts a checkpoint into the system; returns the number of its phase. Throws `bad-checkpoint`. */
export async function restoreCheckpoint(open: OpenSystem, files: CheckpointFiles, state: RunState): Promise<number> {
  const { engine, phases, fingerprint } = open;
  if (state.corpus !== fingerprint)
    throw badCheckpoint(sentence`model.safetensors: this checkpoint was trained on another corpus.`);
  const { arrays, snapshots } = readCheckpoint(engine.store, files);
  const phaseNumber = phases.findIndex(({ id }) => id === state.phase);
  if (phaseNumber < 0) throw badCheckpoint(sentence`model.safetensors: this system has no phase “${state.phase}”.`);
  for (const [i, phase] of phases.entries()) {
    const isKnown = Object.hasOwn(state.phases, phase.id);
    // a later phase that the run did not have then, e.g. one of no steps that has some now, begins at its first draw
    if (isKnown || i <= phaseNumber) loadPhase(phase, isKnown ? state.phases[phase.id] : null);
  }
  for (const kind of ['values', 'firstMoments', 'secondMoments'] as const) engine.store.write(kind, arrays[kind]);
  await open.load?.(state.system, snapshots);
  return phaseNumber;
}
