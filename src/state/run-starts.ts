/** Where a new run begins: at a checkpoint or with models that its preset names, with those of the run on screen, or at its first step with models of its own. */
import type { CheckpointFiles, RunConfig } from '../run/records.ts';
import { keysUnlikeInit } from '../systems/presets.ts';
import { systemOf } from '../systems/registry.ts';
import { saidBy } from '../util/errors.ts';
import type { Said } from '../util/sentence.ts';
import { checkpointReader } from './checkpoint-reader.ts';
import type { Opening, StartOfRun } from './kept-runs.ts';
import type { SavedCheckpoint } from './storage.ts';

type SavedRun = Pick<SavedCheckpoint, 'config' | 'files'>;

export class RunStarts {
  /** The models of another run with which the run on screen began, and its settings; null: it began with its own, or as an earlier version saved it. */
  private begun: { config: RunConfig; init: CheckpointFiles } | null = null;

  /** @param ofPreset where a new run of a configuration begins by its preset; null: there is nothing of the kind. It may throw, with the reason. */
  constructor(private readonly ofPreset?: (config: RunConfig) => Promise<StartOfRun | null>) {}

  /** Whether a reset of the run on screen returns to models of another run by itself. */
  get isBegun(): boolean {
    return this.begun !== null;
  }

  /** Where a new run begins, or why not where it should. `saved`: the checkpoint of an earlier visit, where no run has been open in this one. */
  async of(config: RunConfig, saved: SavedRun | null): Promise<{ start?: StartOfRun; why?: Said }> {
    let told: { why?: Said } = {};
    try {
      const start = await this.ofPreset?.(config);
      if (start) return { start };
    } catch (error) {
      told = { why: saidBy(error) };
    }
    const start = await this.again(config, saved);
    return start ? { start } : told;
  }

  /** The models of another run with which a run begins that is opened so. Throws `bad-checkpoint`, and `part-missing`. */
  async modelsOf({ init, checkpoint }: Opening): Promise<CheckpointFiles | undefined> {
    return init ?? (checkpoint && (await checkpointReader()).initialModels(checkpoint));
  }

  /** Another run is on screen, which began with these models. */
  follow(config: RunConfig, init: CheckpointFiles | undefined): void {
    this.begun = init ? { config, init } : null;
  }

  /** With the models of the run on screen, if they fit. Throws `bad-checkpoint`, and `part-missing`. */
  private async again(config: RunConfig, saved: SavedRun | null): Promise<StartOfRun | null> {
    const before = this.begun?.config ?? saved?.config;
    const fits =
      before?.system === config.system &&
      systemOf(config).needsModels?.(config) &&
      keysUnlikeInit(config, before).length === 0;
    if (!fits) return null;
    const init = this.begun?.init ?? (saved && (await checkpointReader()).initialModels(saved.files));
    return init ? { init } : null;
  }
}
