/**
 * The languages of the page. Another language is a folder beside `en` with a table of the same type (and the words of each system, which stand
 * in the system's own folder), and one line in `registry`.
 */

import { loadPart } from '../../util/load-part.ts';
import { createFormats, type Formats } from '../format.ts';
import type { Definition } from './definition.ts';
import type { Strings } from './en/en.ts';
import { createWords, noLateWords, type PresetWords, type Words } from './words.ts';

/** Words whose English stands elsewhere: in the code that says them. */
export interface LateWords {
  /** What trainer, workers and importers say, by its English pattern. */
  sentences: Readonly<Record<string, string>>;
  /** What each setting means, by its key. */
  settings: Readonly<Record<string, string>>;
  /** Presets of systems that the first picture does not show, by their names. */
  presets: Readonly<Record<string, PresetWords>>;
  /** Metrics of these systems, by the id of the system. */
  metrics: Readonly<Record<string, Readonly<Record<string, Definition>>>>;
}

export interface RegisteredLanguage {
  /** Its name in the language itself. */
  name: string;
  /** The words, or what loads them: only the language that is shown is loaded. */
  table: Strings | (() => Promise<Strings>);
  /** Words that the first picture does not need. Absent: they are English. */
  late?: LateWords | (() => Promise<LateWords>);
}

/** Languages by their BCP 47 tag, the default first. */
export type LanguageRegistry = Readonly<Record<string, RegisteredLanguage>>;

/** Tag of a language of the page. Every table of words names all of them. */
export type LanguageId = 'en' | 'zh-Hans';

export const registry: Readonly<Record<LanguageId, RegisteredLanguage>> = {
  en: { name: 'English', table: async () => (await import('./en/en.ts')).en },
  'zh-Hans': {
    name: '中文',
    table: async () => (await import('./zh/zh.ts')).zh,
    late: async () => (await import('./zh/late.ts')).late,
  },
};

/** Everything that depends on the language: words, and how numbers and dates are written. */
export interface Language {
  /** BCP 47 tag. */
  id: string;
  name: string;
  t: Words;
  format: Formats;
}

/** Late words, empty until they arrive. */
type Filled = { -readonly [Part in keyof LateWords]: LateWords[Part] };

/** The languages of a registry, each loaded when it is first used. */
export class Languages {
  readonly ids: readonly string[];
  private readonly made = new Map<string, Language>();
  private readonly late = new Map<string, Filled>();

  constructor(private readonly entries: LanguageRegistry) {
    this.ids = Object.keys(entries);
  }

  /** Whether a language can be shown at once. */
  isLoaded(tag: string): boolean {
    const id = this.idOf(tag);
    return this.made.has(id) || typeof this.entries[id]!.table !== 'function';
  }

  /** Loads a language if it is not there yet. Throws `part-missing`. */
  async load(tag: string): Promise<Language> {
    const id = this.idOf(tag);
    const { table } = this.entries[id]!;
    if (typeof table === 'function' && !this.made.has(id)) this.make(id, await loadPart(table));
    return this.of(id);
  }

  /** Loads the words of a language that the first picture does not need. Throws `part-missing`. */
  async loadLate(tag: string): Promise<void> {
    const id = this.idOf(tag);
    const { late } = this.entries[id]!;
    if (typeof late !== 'function') return;
    Object.assign(this.lateOf(id), await loadPart(late));
  }

  /** A language that is loaded, by its tag; the first of the registry where there is no such language. */
  of(tag: string): Language {
    const id = this.idOf(tag);
    const { table } = this.entries[id]!;
    const made = this.made.get(id);
    if (made) return made;
    if (typeof table === 'function') throw new Error(`The words of “${id}” are not loaded yet.`);
    return this.make(id, table);
  }

  /** The language that comes after this one, in the order of the registry and round: its tag and its own name. */
  after(tag: string): Pick<Language, 'id' | 'name'> {
    const id = this.ids[(this.ids.indexOf(tag) + 1) % this.ids.length]!;
    return { id, name: this.entries[id]!.name };
  }

  private idOf(tag: string): string {
    return Object.hasOwn(this.entries, tag) ? tag : this.ids[0]!;
  }

  /** Filled when they arrive. */
  private lateOf(id: string): Filled {
    const { late } = this.entries[id]!;
    const known = this.late.get(id) ?? { ...(typeof late === 'object' ? late : noLateWords) };
    this.late.set(id, known);
    return known;
  }

  private make(id: string, table: Strings): Language {
    const { name } = this.entries[id]!;
    const language = { id, name, t: createWords(table, id, this.lateOf(id)), format: createFormats(id, table.units) };
    this.made.set(id, language);
    return language;
  }

  /** The first of these tags that names a language here, exactly or by a longer or shorter tag (`zh-CN`: `zh`); null where none does. */
  match(tags: readonly (string | null)[]): string | null {
    for (const wanted of tags) {
      if (!wanted) continue;
      const tag = wanted.toLowerCase();
      const exact = this.ids.find((id) => id.toLowerCase() === tag);
      const related = this.ids.find((id) => id.toLowerCase().split('-')[0] === tag.split('-')[0]);
      if (exact ?? related) return (exact ?? related)!;
    }
    return null;
  }
}
