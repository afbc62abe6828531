/** Runs that can be continued: the one that was reset or replaced (undo), and the checkpoint of an earlier visit or from before a crash. */

import type { CheckpointFiles, Moment } from '../run/records.ts';
import type { TrainClient } from '../worker/client.ts';
import { checkpointReader } from './checkpoint-reader.ts';
import type { StepHistory } from './history-columns.ts';
import { type KeptRun, type Measurements, measurementsOf, measurementsUpTo } from './measurements.ts';
import { isStart } from './progress.ts';
import { describeRun, type MeasuredRun } from './run-description.ts';
import { hasLearned, type SessionState } from './session-state.ts';
import type { SavedCheckpoint } from './storage.ts';

/** How long to wait, in ms, for a sign of life of the trainer that is to give the checkpoint of a run that is put aside; after that the run is lost. */
const patienceMs = 15_000;

/** How a run is opened, and its measurements so far. */
export interface Opening {
  /** The identity of a new run; a run that is resumed from a checkpoint keeps its own. */
  run: Pick<MeasuredRun, 'runId' | 'config' | 'start'>;
  checkpoint?: CheckpointFiles;
  /** The checkpoint of another run with whose models it begins. */
  init?: CheckpointFiles;
  /** The checkpoint is where a new run begins, not a run that is resumed. */
  asNew?: boolean;
  /** It is looked at before it trains. */
  looksFirst?: boolean;
  measurements?: Measurements | undefined;
}

/** Where a new run begins, if not at its first step with models of its own. */
export type StartOfRun = { checkpoint: CheckpointFiles; asNew: true } | { init: CheckpointFiles };

export class KeptRuns {
  /** What `undo` restores. */
  undoable: KeptRun | null = null;
  /** What `resume` continues from. */
  checkpoint: SavedCheckpoint | null = null;

  /** @param archived what was measured of a run that is not on screen; null: it is not known */
  constructor(private readonly archived: (runId: string) => Promise<Measurements | null> = async () => null) {}

  /** What the page shows of the checkpoint from which `resume` continues. */
  get resumable(): SessionState['resumable'] {
    const { checkpoint } = this;
    return (
      checkpoint && {
        runId: checkpoint.runId,
        system: checkpoint.config.system,
        phase: checkpoint.phase,
        step: checkpoint.step,
        savedAt: checkpoint.savedAt,
      }
    );
  }

  /** Keeps the open run for undo, if it has learned something. Rejects if the trainer gives no checkpoint. */
  async keep(client: TrainClient, history: StepHistory, state: () => SessionState): Promise<void> {
    const { info, measured, now } = state();
    if (!info || !measured || !hasLearned({ measured, now })) return;
    const { readState } = await checkpointReader();
    const files = await client.checkpoint(patienceMs);
    const { phase, step } = readState(files);
    this.undoable = {
      run: measured,
      files,
      now: { system: info.config.system, phase, step, asideAt: performance.now() },
      measurements: measurementsOf(history, state()),
    };
  }

  /** Keeps a checkpoint for `resume`, unless its run has not taken a step. */
  setCheckpoint(checkpoint: SavedCheckpoint): void {
    if (!isStart(describeRun(checkpoint.config), checkpoint)) this.checkpoint = checkpoint;
  }

  /** How to resume from the checkpoint, with what was measured up to it: as it is on screen, or, where that is another run, as it is archived. */
  async resumption(history: StepHistory, state: SessionState): Promise<Opening | null> {
    const { checkpoint } = this;
    if (!checkpoint) return null;
    const { runId, config, files } = checkpoint;
    const moment: Moment = checkpoint;
    const { measured } = state;
    const isSame = measured?.runId === runId;
    const all = isSame ? measurementsOf(history, state) : await this.archived(runId).catch(() => null);
    return {
      run: { runId, config, ...(isSame && measured.start && { start: measured.start }) },
      checkpoint: files,
      ...(all && { measurements: measurementsUpTo(all, describeRun(config), moment) }),
    };
  }
}
