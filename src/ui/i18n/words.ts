/** The words of one language: its table, and lookups of names that are only known at run time. */

import type { ErrorReport } from '../../util/errors.ts';
import { filled, type Said } from '../../util/sentence.ts';
import type { Definition, MetricFallback, MetricRef, SystemWords } from './definition.ts';
import type { DefinitionKey } from './en/definitions.ts';
import type { LaterSystems, Strings } from './en/en.ts';
import type { LateWords } from './languages.ts';
import { metricOfPart, systemsOfPart } from './part-words.ts';

export interface PresetWords {
  title: string;
  about: string;
}

export interface Lookups {
  /** Name of a phase; its id where the system has no words for it. */
  phaseName(system: string, phase: string): string;
  /** A few plain words beside the name of a phase; undefined where the system has none. */
  phasePlain(system: string, phase: string): string | undefined;
  /** What a phase is for; undefined where the system has no words for it. */
  phaseHint(system: string, phase: string): string | undefined;
  /** Words of a metric of any system: the system's, generic ones, or made from `fallback` (without one: from the id). */
  metricWords(system: string, metric: string, fallback?: MetricFallback): Definition;
  /** Words of a generic number by its key, or of a metric. */
  definition(of: DefinitionKey | MetricRef): Definition;
  /** Why `count` records were skipped, without the number. Codes are kebab-case; an unknown code is shown with spaces, other text as it is. */
  skipReason(code: string, count: number): string;
  /** Title and description of a preset; `own` are its English ones, which the command line shows as well. */
  presetWords(name: string, own: PresetWords): PresetWords;
  /** What a setting means; `own` is its English description, which the command line shows as well. */
  settingAbout(key: string, own: string): string;
  /** A sentence of the trainer, a worker or an importer; one that the language does not have stays English. */
  say(said: Said): string;
  /** What an error says. */
  errorText(error: ErrorReport): string;
  /** What the trainer does while a run is opened; an unknown stage is shown as it is. */
  openingStage(code: string): string;
}

/** The words of a system other than that of the first picture are there as soon as its views are. */
export type Words = Omit<Strings, 'systems'> & { systems: Strings['systems'] & LaterSystems } & Lookups;

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)+$/;

/** The value of an own property: an id such as `constructor` names nothing. */
function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

export const noLateWords: LateWords = { sentences: {}, settings: {}, presets: {}, metrics: {} };

/** `id`: the tag of the language. `late`: words that may arrive later; they are looked up whenever they are needed. */
export function createWords(table: Strings, id = 'en', late: LateWords = noLateWords): Words {
  const systems = (): Readonly<Record<string, SystemWords>> => ({ ...systemsOfPart(id), ...table.systems });
  const phase = (system: string, name: string) => own(own(systems(), system)?.phases ?? {}, name);
  const metricWords: Lookups['metricWords'] = (system, metric, fallback) =>
    own(own(systems(), system)?.metrics ?? {}, metric) ??
    metricOfPart(id, system, metric) ??
    own(own(late.metrics, system) ?? {}, metric) ??
    own(table.definitions, metric) ?? {
      name: fallback?.name ?? metric,
      text: fallback?.about ?? '',
    };
  const say = (said: Said): string => {
    if (typeof said === 'string') return said;
    // nothing but sentences, one after the other
    const isList = /^\{0\}( \{\d+\})*$/.test(said.pattern);
    const pattern = isList ? said.pattern.replaceAll(' ', table.betweenSentences) : said.pattern;
    return filled(own(late.sentences, pattern) ?? pattern, said.values, say);
  };
  return {
    ...table,
    get systems() {
      return systems() as Words['systems'];
    },
    phaseName: (system, name) => phase(system, name)?.name ?? name,
    phasePlain: (system, name) => phase(system, name)?.plain,
    phaseHint: (system, name) => phase(system, name)?.hint,
    metricWords,
    definition: (of) =>
      typeof of === 'string' ? table.definitions[of] : metricWords(of.system, of.metric, of.fallback),
    skipReason: (code, count) =>
      own(table.skipReasons, code)?.(count) ?? (kebabCase.test(code) ? code.replaceAll('-', ' ') : code),
    presetWords: (name, fallback) => own(table.presets, name) ?? own(late.presets, name) ?? fallback,
    settingAbout: (key, fallback) => own(late.settings, key) ?? fallback,
    say,
    errorText: ({ code, message, said }) => {
      const words = said && say(said);
      const kind = own(table.errorKinds, code);
      // an error of a program, or of a library, has English words of its own
      return words ?? (kind ? `${kind}${table.betweenSentences}${message}` : message);
    },
    openingStage: (code) => own(table.openingStages, code) ?? code,
  };
}
