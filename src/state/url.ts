/** What is shown in the address bar, e.g. `#v=1&preset=smoke&seed=3&example=2`: a version, the settings that differ from the preset, the page, places. */

import type { RunConfig } from '../run/records.ts';
import { applySetting, changedKeys, getSetting, settingsOf, unknownSetting } from '../run/settings.ts';
import { defaultPreset, resolvePreset } from '../systems/presets.ts';
import { systemOf } from '../systems/registry.ts';
import { RetrogradError, saidBy } from '../util/errors.ts';
import { type Said, sentence } from '../util/sentence.ts';

const version = '1';

/** The id of a page: `run`, or a page beside it, such as REALM's `lab`. Which there are, the page knows (`ui/pages.ts`). */
export type PageName = string;

/** The page that is shown where none is named. */
export const firstPage: PageName = 'run';

/** A part of a lesson: the id of the lesson, and the number of the part from 1. */
export interface LessonPlace {
  lesson: string;
  part: number;
}

/** The hash of a configuration, without `#`; empty for the default preset with nothing changed. */
export function encodeHash(config: RunConfig): string {
  const { settings, presets } = systemOf(config);
  const names = presets.map(({ name }) => name);
  // a preset of another version or another system cannot be the base
  const preset = [config.preset, defaultPreset, ...names].find((name) => names.includes(name))!;
  const entries: [string, string][] = preset === defaultPreset ? [] : [['preset', preset]];
  const base = resolvePreset(preset);
  for (const key of changedKeys(settings, base, { ...config, preset }))
    entries.push([key, String(getSetting(config, key))]);
  if (entries.length === 0) return '';
  return new URLSearchParams([['v', version], ...entries]).toString();
}

/**
 * Parts of the address that name what a page shows, e.g. `{ example: '3' }`. A system's views decide which there are; what is shown in any case
 * is left out.
 */
export type Places = Readonly<Record<string, string>>;

/** What an address names, as far as it can be read. */
export interface Address {
  /** null: it names no settings. */
  config: RunConfig | null;
  page: PageName;
  places: Places;
  /** As it is written, e.g. `{ lesson: 'staleness', part: '2' }`; null: it names no lesson. */
  lesson: { lesson: string; part: string } | null;
  /** Which parts of the page are shown, as it is written; empty: it does not say. */
  look: Readonly<Record<string, string>>;
  /** The number of a moment of the recording, from 1, as it is written; null: it names none. */
  moment: string | null;
  /** Whether it names a page or places. */
  namesPlace: boolean;
  /** What could not be read, one sentence each; everything else holds. */
  problems: Said[];
}

/** Keys that say which parts of the page are shown (`ui/look.ts`). */
const lookKeys: readonly string[] = ['show', 'hide', 'embed'];

/** Reads a hash (with or without `#`). `placeKeys`: the keys of places; every other key is a setting. */
export function readAddress(hash: string, placeKeys: readonly string[] = []): Address {
  const places: Record<string, string> = {};
  const settings: [string, string][] = [];
  let page = firstPage;
  let lesson: string | null = null;
  let part = '1';
  let namesPage = false;
  const look: Record<string, string> = {};
  let moment: string | null = null;
  for (const [key, value] of new URLSearchParams(hash.replace(/^#/, ''))) {
    if (key === 'view') {
      page = value;
      namesPage = true;
    } else if (key === 'lesson') lesson = value;
    else if (key === 'part') part = value;
    else if (lookKeys.includes(key)) look[key] = value;
    else if (key === 'moment') moment = value;
    else if (placeKeys.includes(key)) places[key] = value;
    else settings.push([key, value]);
  }
  const problems: Said[] = [];
  return {
    page,
    places,
    lesson: lesson === null ? null : { lesson, part },
    look,
    moment,
    namesPlace: namesPage || Object.keys(places).length > 0,
    config: configOf(settings, problems),
    problems,
  };
}

/** A preset by its name; the default one where there is none of that name. */
function presetOf(name: string, problems: Said[]): RunConfig {
  try {
    return resolvePreset(name);
  } catch (error) {
    problems.push(saidBy(error));
    return resolvePreset(defaultPreset);
  }
}

/** The configuration that these settings name; null if there are none, or if they are of another version. */
function configOf(entries: readonly [string, string][], problems: Said[]): RunConfig | null {
  if (entries.length === 0) return null;
  const given = entries.find(([key]) => key === 'v')?.[1];
  if (given !== version) {
    const named = given === undefined ? sentence`no version` : sentence`version “${given}”`;
    problems.push(
      sentence`The address carries ${named}; this page reads version ${version}. Its settings were left out.`,
    );
    return null;
  }
  const base = presetOf(entries.find(([key]) => key === 'preset')?.[1] ?? defaultPreset, problems);
  const { settings, conflicts } = systemOf(base);
  const known = settingsOf(settings);
  const wanted = entries.filter(([key]) => key !== 'v' && key !== 'preset');
  const apply = (some: typeof wanted, onError: (said: Said) => void = () => {}) =>
    some.reduce((config, [key, value]) => {
      try {
        if (!known.has(key)) throw new RetrogradError('bad-option', unknownSetting(settings, key));
        return applySetting(settings, config, `${key}=${value}`);
      } catch (error) {
        onError(saidBy(error));
        return config;
      }
    }, base);
  const config = apply(wanted, (said) => problems.push(said));
  const found = conflicts(config);
  if (found.length === 0) return config;
  problems.push(...found);
  // one of them may be the one that does not go with the others
  const without = wanted.map((_, i) => apply(wanted.toSpliced(i, 1)));
  return without.find((one) => conflicts(one).length === 0) ?? base;
}

/**
 * The hash of settings, page, places and lesson, without `#`: `v=1&preset=smoke&view=lab`; empty if all have their defaults. `rest`: what else it
 * names, such as the parts that are shown. Without a configuration it names no settings.
 */
export function encodeAddress(
  config: RunConfig | null,
  page: PageName,
  places: Places = {},
  lesson: LessonPlace | null = null,
  rest: Readonly<Record<string, string>> = {},
): string {
  const named = new URLSearchParams(places).toString();
  // a comma between names is easier to read as it is
  const others = new URLSearchParams(rest).toString().replaceAll('%2C', ',');
  return [
    config ? encodeHash(config) : '',
    page === firstPage ? '' : `view=${page}`,
    named,
    lesson ? encodeLesson(lesson) : '',
    others,
  ]
    .filter((part) => part !== '')
    .join('&');
}

/** Places that say how something on screen is looked at, not what it is. */
const viewKeys = ['as', 'stage', 'document'];

/** An address (with or without `#`) without what only says how its content is looked at; without `#`. */
export function withoutView(hash: string): string {
  const entries = new URLSearchParams(hash.replace(/^#/, ''));
  for (const key of viewKeys) entries.delete(key);
  return entries.toString();
}

/** The hash of a link that opens a part of a lesson with what it shows, without `#`. */
export function encodeLesson({ lesson, part }: LessonPlace): string {
  return new URLSearchParams({ lesson, part: String(part) }).toString();
}
