/**
 * The languages of the page. Another language is a folder beside `en` with a table of the same type (and the words of each system, which stand
 * in the system's own folder), and one line in `registry`.
 */

import { createFormats, type Formats } from '../format.ts';
import { en, type Strings } from './en/en.ts';
import { createWords, type Words } from './words.ts';
import { zh } from './zh/zh.ts';

export interface RegisteredLanguage {
  /** Its name in the language itself. */
  name: string;
  table: Strings;
}

/** Languages by their BCP 47 tag, the default first. */
export type LanguageRegistry = Readonly<Record<string, RegisteredLanguage>>;

export const registry: LanguageRegistry = {
  en: { name: 'English', table: en },
  'zh-Hans': { name: '中文', table: zh },
};

/** Everything that depends on the language: words, and how numbers and dates are written. */
export interface Language {
  /** BCP 47 tag. */
  id: string;
  name: string;
  t: Words;
  format: Formats;
}

/** The languages of a registry, each made when it is first used. */
export class Languages {
  readonly ids: readonly string[];
  private readonly made = new Map<string, Language>();

  constructor(private readonly entries: LanguageRegistry) {
    this.ids = Object.keys(entries);
  }

  /** A language by its tag; the first of the registry where there is no such language. */
  of(tag: string): Language {
    const id = Object.hasOwn(this.entries, tag) ? tag : this.ids[0]!;
    let language = this.made.get(id);
    if (!language) {
      const { name, table } = this.entries[id]!;
      language = { id, name, t: createWords(table), format: createFormats(id, table.units) };
      this.made.set(id, language);
    }
    return language;
  }

  /** The language that comes after this one, in the order of the registry and round. */
  after(tag: string): Language {
    return this.of(this.ids[(this.ids.indexOf(tag) + 1) % this.ids.length]!);
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
