/** Runs that can be taken up again: the one that was reset or replaced (undo), and the checkpoint of an earlier visit or of before a crash. */
import { readState } from '../run/checkpoint.ts';
import type { CheckpointFiles, Moment } from '../run/records.ts';
import type { TrainClient } from '../worker/client.ts';
import type { StepHistory } from './history-columns.ts';
import { type KeptRun, type Measurements, measurementsOf, measurementsUpTo } from './measurements.ts';
import { isStart } from './progress.ts';
import { describeRun, type MeasuredRun } from './run-description.ts';
import { hasProgress, type SessionState } from './session-state.ts';
import type { SavedCheckpoint } from './storage.ts';

/** Milliseconds after which a run that is put aside is lost rather than waited for. */
const patienceMs = 15_000;

/** How a run is opened, and what it begins with. */
export interface Opening {
  /** The identity of a fresh run; one that goes on from a checkpoint keeps its own. */
  run: Pick<MeasuredRun, 'runId' | 'config'>;
  checkpoint?: CheckpointFiles;
  measurements?: Measurements;
}

export class KeptRuns {
  /** What `undo` brings back. */
  undoable: KeptRun | null = null;
  private checkpoint: SavedCheckpoint | null = null;

  /** What the page says of the checkpoint that `resume` takes up. */
  get resumable(): SessionState['resumable'] {
    const { checkpoint } = this;
    return checkpoint && { phase: checkpoint.phase, step: checkpoint.step, savedAt: checkpoint.savedAt };
  }

  /** Keeps the open run for undo, where it has gone anywhere. Rejects where the trainer hands no checkpoint over. */
  async keep(client: TrainClient, history: StepHistory, state: () => SessionState): Promise<void> {
    const { info, measured } = state();
    if (!info || !measured || !hasProgress(state())) return;
    const files = await client.checkpoint(patienceMs);
    const { phase, step } = readState(files);
    this.undoable = { run: measured, files, now: { phase, step }, measurements: measurementsOf(history, state()) };
  }

  /** Takes a checkpoint for `resume`; one of a run that has not begun is of no use. */
  setCheckpoint(checkpoint: SavedCheckpoint): void {
    if (!isStart(describeRun(checkpoint.config).phases, checkpoint)) this.checkpoint = checkpoint;
  }

  /** How to go on from the checkpoint, with what was measured up to it where that is of the same run. */
  resumption(history: StepHistory, state: SessionState): Opening | null {
    const { checkpoint } = this;
    if (!checkpoint) return null;
    const { runId, config, files } = checkpoint;
    const moment: Moment = checkpoint;
    const { measured } = state;
    const isSame = measured?.runId === runId;
    return {
      run: { runId, config },
      checkpoint: files,
      ...(isSame && { measurements: measurementsUpTo(measurementsOf(history, state), measured, moment) }),
    };
  }
}
