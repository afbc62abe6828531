/**
 * Experiments as data: arms over a preset, each compared with a control. What is said about them in English stands here, because the command line
 * shows it too; the page has other languages' words by the same ids.
 */
import type { RunConfig } from '../run/records.ts';
import { applySetting, type SettingValue, settingsOf } from '../run/settings.ts';
import { presetNames, presets, resolvePreset } from '../systems/presets.ts';
import { systemOf } from '../systems/registry.ts';
import { RetrogradError } from '../util/errors.ts';
import { type Sentence, sentence } from '../util/sentence.ts';
import type { MeasureId } from './measures.ts';

/** Values by the key of their setting, e.g. `{ 'masking.strategy': 'uniform' }`. */
export type Settings = Readonly<Record<string, SettingValue>>;

/** Which way a measure of an arm lies from that of its control. */
export type Direction = 'higher' | 'lower';

/** Parameters that other arms have trained. */
export interface Borrowed {
  /** The arm whose checkpoint is opened. */
  from: string;
  /** Parameters by the prefix of their names that come from another arm instead. */
  groups?: Readonly<Record<string, string>>;
}

/** A run of another preset, and perhaps of another system, with whose models arms begin. It has their seeds and settings of its own alone, and the table does not show it. */
export type Start = Pick<Arm, 'id' | 'title' | 'settings'> & { preset: string };

export interface Arm {
  id: string;
  /** In a few words. */
  title: string;
  settings: Settings;
  /** The arm that it is compared with. Absent: it is a control itself, or only shown. */
  control?: string;
  /**
   * It begins with parameters of other arms, with the same seed, at the first step of the last phase. Where that is the main phase nothing is trained; a phase after it,
   * such as fine-tuning, takes its steps.
   */
  borrowed?: Borrowed;
  /** The start with whose models it begins (`System.beginFrom`); corpus, tokenizer and architecture are then those of that run. */
  init?: string;
  /** Every fact of the corpus has another value than in training. */
  editedCorpus?: boolean;
  /** What the paper reports, by our measure that is nearest to it. */
  paper?: Partial<Record<MeasureId, number>>;
  /** The difference to the control that was expected; `same`: none. */
  expected?: Partial<Record<MeasureId, Direction | 'same'>>;
}

export interface Experiment {
  id: string;
  title: string;
  /** What the paper, or a measurement before, claims. */
  claim: string;
  /** What was expected here, and why. */
  expectation: string;
  /** Which table of which paper `Arm.paper` is from, and how its figures differ from ours. */
  paperFigures?: string;
  preset: string;
  /** What an arm and its control have as many of. Absent: steps. */
  equal?: 'predicted tokens';
  /** Over the preset, in every arm. */
  settings: Settings;
  /** Runs with whose models arms begin (`Arm.init`). */
  starts?: readonly Start[];
  arms: readonly Arm[];
  /** Those that the table shows; the first one is the one that the experiment is about. */
  measures: readonly MeasureId[];
}

export interface ArmRequest {
  /** In place of the experiment's own preset, or of that of its starts if it is of their system. */
  preset?: string;
  seed: number;
  /** `key=value`, over the experiment's settings and below those of the arm. */
  changes?: readonly string[];
}

/**
 * The configuration of a run of an arm: defaults, preset, the experiment's settings, `changes`, the arm's settings.
 *
 * @throws RetrogradError `bad-option` for an unknown preset, an unknown setting, or settings that conflict
 */
export function configOfArm(experiment: Experiment, arm: Arm, { preset, seed, changes = [] }: ArmRequest): RunConfig {
  let config = resolvePreset(armPreset(experiment, preset));
  if (arm.init !== undefined) {
    const start = experiment.starts!.find(({ id }) => id === arm.init)!;
    config = systemOf(config).beginFrom!(config, configOfStart(start, { preset, seed }));
  }
  return withAssignments(config, [
    ...assignmentsOf(experiment.settings),
    ...changes,
    ...assignmentsOf(arm.settings),
    ...(arm.borrowed ? assignmentsOf(measuringOnly(config)) : []),
    `seed=${seed}`,
  ]);
}

/** The configuration of the run of a start. */
export const configOfStart = (start: Start, { preset, seed }: Omit<ArmRequest, 'changes'>): RunConfig =>
  withAssignments(resolvePreset(startPreset(start, preset)), [...assignmentsOf(start.settings), `seed=${seed}`]);

const systemIdOf = (preset: string) => presets.find(({ name }) => name === preset)?.system.id;

/** The preset of a start where a person has asked for one: that one, if it is of its system. */
export const startPreset = ({ preset: own }: Start, preset = own): string =>
  systemIdOf(preset) === systemIdOf(own) ? preset : own;

/** The preset of the arms where a person has asked for one: theirs stays if that one is for the starts. So a whole experiment moves to another corpus. */
export const armPreset = ({ preset: own, starts = [] }: Experiment, preset = own): string =>
  starts.some((start) => startPreset(start, preset) === preset) ? own : preset;

function withAssignments(base: RunConfig, assignments: readonly string[]): RunConfig {
  const { settings, conflicts } = systemOf(base);
  const config = assignments.reduce((before, assignment) => applySetting(settings, before, assignment), base);
  const [conflict] = conflicts(config);
  if (conflict) throw new RetrogradError('bad-option', conflict);
  return config;
}

const assignmentsOf = (settings: Settings) => Object.entries(settings).map(([key, value]) => `${key}=${value}`);

/**
 * One step of the main phase at learning rates of zero: weight decay is multiplied by the rate too, so nothing changes.
 */
function measuringOnly(config: RunConfig): Settings {
  const { settings, stepsKey } = systemOf(config);
  const section = `${stepsKey.split('.')[0]}.`;
  const rates = [...settingsOf(settings).keys()].filter((key) => key.startsWith(section) && /learningRate$/i.test(key));
  return { [stepsKey]: 1, ...Object.fromEntries(rates.map((key) => [key, 0])) };
}

/** What this version lacks for an experiment, in words; null if it can be run. */
export function lackOf(experiment: Experiment): Sentence | null {
  const { preset, settings, arms } = experiment;
  if (!presetNames.includes(preset)) return sentence`This version has no preset “${preset}”.`;
  const known = settingsOf(systemOf(resolvePreset(preset)).settings);
  const keys = [settings, ...arms.map((arm) => arm.settings)].flatMap((layer) => Object.keys(layer));
  const missing = keys.find((key) => !known.has(key));
  return missing === undefined ? null : sentence`This version has no setting “${missing}”.`;
}

/** Throws `bad-option` if the experiment has no arm of that id. */
export function armOf(experiment: Experiment, id: string): Arm {
  const found = experiment.arms.find((arm) => arm.id === id);
  if (!found) throw new RetrogradError('bad-option', sentence`${experiment.id} has no arm “${id}”.`);
  return found;
}

/** The arms whose parameters an arm borrows, or the start with whose models it begins. */
export function lendersOf({ borrowed, init }: Arm): string[] {
  if (init !== undefined) return [init];
  return borrowed ? [...new Set([borrowed.from, ...Object.values(borrowed.groups ?? {})])] : [];
}

/** Whether an arm trains parameters of its own from its first step, so that a browser can train it: those of other runs are kept by the command line alone. */
export const trainsAlone = (arm: Arm): boolean => lendersOf(arm).length === 0;
