/**
 * Models that come with the page, trained: of each, `<file>.recording` has what its run measured, and `<file>.zip` its parameters at the end of that run,
 * or where it goes on, or both. docs/BASICS.md has the commands that made them.
 */
import type { RunConfig } from '../run/records.ts';
import { changedKeys, type SettingValue, settingsOf, withSetting } from '../run/settings.ts';
import { presets, resolvePreset } from '../systems/presets.ts';
import { systemOf } from '../systems/registry.ts';
import type { Recording } from './recording.ts';
import type { Session } from './session.ts';
import type { SessionState } from './session-state.ts';
import { fetchShipped, openRecorded } from './shipped-recordings.ts';

/** Settings beside those of a preset, by their paths, e.g. `seq2seq.attention`. */
export type SettingsByPath = Readonly<Record<string, SettingValue>>;

export interface TrainedModel {
  /** In `public/recordings`, without an extension. */
  file: string;
  preset: string;
  settings?: SettingsByPath;
  /** The phase at whose start its parameters are: it trains on. Absent: they are those of the end. */
  goesOnAt?: string;
  /** Those of the end come with it, too, as `<file>-end.zip`. */
  hasEnd?: true;
}

export const trainedModels: readonly TrainedModel[] = [
  { file: 'seq2seq', preset: 'seq2seq' },
  { file: 'seq2seq-none', preset: 'seq2seq', settings: { 'seq2seq.attention': 'none' } },
  { file: 'vectors', preset: 'vectors' },
  { file: 'in-context', preset: 'in-context' },
  { file: 'in-context-regression', preset: 'in-context-regression' },
  { file: 'bios', preset: 'bios', goesOnAt: 'joint' },
  { file: 'bios-2l', preset: 'bios-2l', goesOnAt: 'joint', hasEnd: true },
  { file: 'glm', preset: 'glm' },
  { file: 'llara', preset: 'llara', goesOnAt: 'tune' },
  { file: 'qa-2l', preset: 'qa-2l' },
  { file: 'pretraining', preset: 'pretraining', goesOnAt: 'classifier' },
];

/** The configuration of a preset with other settings. */
export function configWith(preset: string, settings: SettingsByPath = {}, seed?: number): RunConfig {
  const base: RunConfig = resolvePreset(preset, seed === undefined ? {} : { seed });
  return Object.entries(settings).reduce((config, [path, value]) => withSetting(config, path, value), base);
}

/** Whether a configuration makes this model: settings that a run may change without another beginning, such as how often it is evaluated, do not count. */
export function makesModel(config: RunConfig, { preset, settings }: TrainedModel): boolean {
  const { settings: table } = systemOf(config);
  const of = settingsOf(table);
  const model = configWith(preset, settings);
  return config.system === model.system && changedKeys(table, config, model).every((key) => of.get(key)!.resumable);
}

/**
 * The trained model that a configuration makes; null: none comes with the page. One with which a new run of the preset begins anyway is none, and systems that
 * are not loaded yet have none.
 */
export function trainedModelFor(config: RunConfig): TrainedModel | null {
  if (!found.has(config)) found.set(config, findFor(config));
  return found.get(config) ?? null;
}

/** It is asked at every step. */
const found = new WeakMap<RunConfig, TrainedModel | null>();

function findFor(config: RunConfig): TrainedModel | null {
  const own = presets.find(({ name }) => name === config.preset);
  const isThere = ({ preset, file }: TrainedModel) =>
    file !== own?.warmStart && presets.some(({ name, system }) => name === preset && system.id === config.system);
  return trainedModels.find((model) => isThere(model) && makesModel(config, model)) ?? null;
}

/** Whether the run that is open began as this model: what an earlier visit measured is shown again, but its model is not open. */
export const isOpenModel = (
  { info, measured }: Pick<SessionState, 'info' | 'measured'>,
  model: TrainedModel,
): boolean => info !== null && measured?.start !== undefined && makesModel(measured.config, model);

/** Opens a trained model as a new run; undo brings back the one before. Throws as `openRecorded` does. */
export const openTrained = (session: Session, { file }: TrainedModel): Promise<boolean> =>
  openRecorded(session, fetchShipped(file), file);

/** The trained model whose parameters at the end of the run come with it, too: that of a recording; if there is none, the first one. */
export const modelWithEnd = (recording: Recording | null): TrainedModel | undefined =>
  trainedModels.find((model) => model.hasEnd && (recording === null || makesModel(recording.run.config, model)));

/** Opens it at the end of its run, as `openTrained` does. */
export const openAtEnd = (session: Session, { file }: TrainedModel): Promise<boolean> =>
  openRecorded(session, fetchShipped(file), `${file}-end`);
