/**
 * Words of a part of the page that is loaded later. They come with its code, in every language: nothing else is waited for when the part is drawn or
 * the language changes, and the files that a browser keeps hold them too. They stand in a folder `words` beside the part, `en.ts` and one file a language.
 */

import { useLanguage } from './language-context.tsx';
import type { LanguageId } from './languages.ts';

/** The words of a part by language; TypeScript names a language that is missing. */
export type PartTables<Table> = Readonly<Record<LanguageId, Table>>;

/** The words of a part in a language; English for a tag that is none of the page's. */
export function partTable<Table>(tables: PartTables<Table>, id: string): Table {
  return Object.hasOwn(tables, id) ? tables[id as LanguageId] : tables.en;
}

/** The hook that gives components of the part their words in the language that is shown. */
export function partWords<Table>(tables: PartTables<Table>): () => Table {
  return () => partTable(tables, useLanguage().id);
}
