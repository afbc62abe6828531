/**
 * Settings as data. A system describes its settings in one nested table: the default, the values that are valid, and the meaning. The type of
 * the configuration, `--set key=value`, the address and the settings panel are all read from that table.
 */
import { RetrogradError } from '../util/errors.ts';
import { type Sentence, sentence } from '../util/sentence.ts';

export type SettingValue = string | number | boolean;

interface Described {
  /** The meaning in one line. */
  about: string;
  /** A resumed run may change it: nothing in a checkpoint depends on it. */
  resumable?: boolean;
}

export type Setting = Described &
  (
    | { kind: 'integer' | 'number'; initial: number; min: number; max: number }
    | { kind: 'boolean'; initial: boolean }
    | { kind: 'choice'; initial: string; choices: readonly string[] }
    | { kind: 'text'; initial: string }
  );

/** Settings by name, in sections: the setting at `reader: { width }` has the key `reader.width`. */
export interface SettingTable {
  readonly [name: string]: Setting | SettingTable;
}

/** The type of a configuration that a table describes. */
export type ConfigOf<T> = T extends { kind: 'integer' | 'number' }
  ? number
  : T extends { kind: 'boolean' }
    ? boolean
    : T extends { kind: 'choice'; choices: readonly (infer V)[] }
      ? V
      : T extends { kind: 'text' }
        ? string
        : { -readonly [K in keyof T]: ConfigOf<T[K]> };

/** The keys of the settings of a table, e.g. `reader.width`. */
export type SettingKey<T> = {
  [K in keyof T & string]: T[K] extends Setting ? K : `${K}.${SettingKey<T[K]>}`;
}[keyof T & string];

/** Any part of a configuration, to replace values of another one. */
export type PartialConfig<C> = { [K in keyof C]?: C[K] extends object ? Partial<C[K]> : C[K] };

// — writing a table —

export const integer = (initial: number, min: number, max: number, about: string) =>
  ({ kind: 'integer', initial, min, max, about }) as const;
export const number = (initial: number, min: number, max: number, about: string) =>
  ({ kind: 'number', initial, min, max, about }) as const;
/** A number from 0 to 1. */
export const share = (initial: number, about: string) => ({ kind: 'number', initial, min: 0, max: 1, about }) as const;
export const flag = (initial: boolean, about: string) => ({ kind: 'boolean', initial, about }) as const;
export const choice = <const V extends string>(initial: V, choices: readonly V[], about: string) =>
  ({ kind: 'choice', initial, choices, about }) as const;
export const text = (initial: string, about: string) => ({ kind: 'text', initial, about }) as const;
/** Marks a setting that a resumed run may change. */
export const resumable = <S extends Setting>(setting: S): S => ({ ...setting, resumable: true });

// — reading it —

const isSetting = (node: Setting | SettingTable): node is Setting => typeof node.kind === 'string';

/** Every setting of a table by its key, in the order of the table. */
export function settingsOf(table: SettingTable): Map<string, Setting> {
  const found = new Map<string, Setting>();
  const visit = (node: SettingTable, prefix: string) => {
    for (const [name, child] of Object.entries(node)) {
      if (isSetting(child)) found.set(prefix + name, child);
      else visit(child, `${prefix}${name}.`);
    }
  };
  visit(table, '');
  return found;
}

/** The configuration in which every setting has its default. */
export function defaultsOf<const T extends SettingTable>(table: T): ConfigOf<T> {
  const entries = Object.entries(table).map(([name, child]) => [
    name,
    isSetting(child) ? child.initial : defaultsOf(child),
  ]);
  return Object.fromEntries(entries) as ConfigOf<T>;
}

/** The value at a key. */
export function getSetting(config: object, key: string): SettingValue {
  let node: unknown = config;
  for (const part of key.split('.')) node = (node as Record<string, unknown> | null | undefined)?.[part];
  return node as SettingValue;
}

/** A copy of a configuration with one value replaced. Sections that are not on the path are shared with the original. */
export function withSetting<C extends object>(config: C, key: string, value: SettingValue): C {
  const replace = (node: unknown, path: string[]): unknown =>
    path.length === 0
      ? value
      : { ...(node as object), [path[0]!]: replace((node as Record<string, unknown>)[path[0]!], path.slice(1)) };
  return replace(config, key.split('.')) as C;
}

/** A copy of a configuration with the values of a layer in place of its own. */
export function layered<C extends object>(config: C, layer: object): C {
  const out = { ...config } as Record<string, unknown>;
  for (const [key, value] of Object.entries(layer)) {
    out[key] = typeof value === 'object' ? layered(out[key] as object, value) : value;
  }
  return out as C;
}

/** Keys whose values differ between two configurations, in the order of the table. */
export function changedKeys(table: SettingTable, from: object, to: object): string[] {
  return [...settingsOf(table).keys()].filter((key) => getSetting(from, key) !== getSetting(to, key));
}

/** The values that a setting accepts, in words: for messages and hints. */
export function describeValues(setting: Setting): Sentence {
  switch (setting.kind) {
    case 'integer':
      return sentence`a whole number from ${setting.min} to ${setting.max}`;
    case 'number':
      return sentence`a number from ${setting.min} to ${setting.max}`;
    case 'boolean':
      return sentence`true or false`;
    case 'choice':
      return sentence`one of ${setting.choices.join(', ')}`;
    case 'text':
      return sentence`a name`;
    default:
      return setting satisfies never;
  }
}

/** Reads the value of a setting from text. Throws `bad-option` with the values that are valid. */
export function parseSetting(key: string, setting: Setting, source: string): SettingValue {
  const value = source.trim();
  const bad = () =>
    new RetrogradError(
      'bad-option',
      sentence`${key} takes ${describeValues(setting)}, not “${source}” (${setting.about}).`,
    );
  switch (setting.kind) {
    case 'integer':
    case 'number': {
      const parsed = value === '' ? Number.NaN : Number(value);
      if (!Number.isFinite(parsed) || parsed < setting.min || parsed > setting.max) throw bad();
      if (setting.kind === 'integer' && !Number.isInteger(parsed)) throw bad();
      return parsed;
    }
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw bad();
      return value === 'true';
    case 'choice':
      if (!setting.choices.includes(value)) throw bad();
      return value;
    case 'text':
      if (value === '') throw bad();
      return value;
    default:
      return setting satisfies never;
  }
}

/** Keys that resemble an unknown one: they have the same last part or, where none has, the same first part. */
function similarKeys(keys: readonly string[], unknown: string): string[] {
  const last = unknown.split('.').at(-1)!.toLowerCase();
  const section = `${unknown.split('.')[0]!.toLowerCase()}.`;
  const sameName = keys.filter((key) => key.toLowerCase().split('.').at(-1) === last);
  return sameName.length > 0 ? sameName : keys.filter((key) => key.toLowerCase().startsWith(section));
}

/** That there is no setting of this name, and the keys that resemble it. */
export function unknownSetting(table: SettingTable, key: string): Sentence {
  const near = similarKeys(
    [...settingsOf(table).keys()].filter((one) => !fixedKeys.includes(one)),
    key,
  );
  return near.length > 0
    ? sentence`There is no setting “${key}”. Did you mean ${near.join(', ')}?`
    : sentence`There is no setting “${key}”.`;
}

/** Settings that cannot be set by key: the name of the preset decides them. */
const fixedKeys: readonly string[] = ['system', 'preset'];

/**
 * Applies `key=value`, as given with `--set`, and returns a new configuration. Throws `bad-option`: without an equals sign, for a key that
 * does not exist (the message lists the valid ones), and for a value that is not valid.
 */
export function applySetting<C extends object>(table: SettingTable, config: C, assignment: string): C {
  const equals = assignment.indexOf('=');
  if (equals < 1) throw new RetrogradError('bad-option', sentence`Write a setting as key=value, not “${assignment}”.`);
  const key = assignment.slice(0, equals).trim();
  if (fixedKeys.includes(key)) {
    throw new RetrogradError(
      'bad-option',
      sentence`The preset is chosen by its name (--preset NAME), not by a setting.`,
    );
  }
  const all = settingsOf(table);
  const setting = all.get(key);
  if (!setting) {
    const keys = [...all.keys()].filter((one) => !fixedKeys.includes(one));
    throw new RetrogradError('bad-option', sentence`${unknownSetting(table, key)} Valid keys: ${keys.join(', ')}.`);
  }
  return withSetting(config, key, parseSetting(key, setting, assignment.slice(equals + 1)));
}

/**
 * Reads the valid settings of an untrusted object (a saved session, or the `config.json` of a checkpoint) over the defaults. A
 * file of another version may lack a setting, or have one that no longer exists. Throws `bad-checkpoint` if it is not an object.
 */
export function configFromUnknown<C extends object>(table: SettingTable, source: unknown): C {
  if (typeof source !== 'object' || source === null) {
    throw new RetrogradError('bad-checkpoint', sentence`The configuration is not a JSON object: choose another file.`);
  }
  let config = defaultsOf(table) as C;
  for (const [key, setting] of settingsOf(table)) {
    const value = getSetting(source, key);
    if (typeof value !== typeof setting.initial) continue;
    try {
      config = withSetting(config, key, parseSetting(key, setting, String(value)));
    } catch {
      // a value that this version does not accept: the default is kept
    }
  }
  return config;
}
