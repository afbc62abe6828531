/**
 * Words of a part of the page that is loaded later. They come with its code, in every language: nothing else is waited for when the part is drawn or
 * the language changes, and the files that a browser keeps hold them too. They stand in a folder `words` beside the part, `en.ts` and one file a language.
 */

import type { Definition, SystemWords } from './definition.ts';
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

/** By the tag of the language, then by the system. */
const metricsOfParts = new Map<string, Map<string, Readonly<Record<string, Definition>>>>();

/** Definitions of the numbers of a system that only this part shows. They are there as soon as its code is. */
export function partMetrics(system: string, tables: PartTables<Readonly<Record<string, Definition<never>>>>): void {
  for (const [id, table] of Object.entries(tables)) {
    const systems = metricsOfParts.get(id) ?? new Map();
    systems.set(system, { ...systems.get(system), ...table });
    metricsOfParts.set(id, systems);
  }
}

/** The definition of such a number; undefined where there is none, or its part is not loaded. */
export function metricOfPart(id: string, system: string, metric: string): Definition | undefined {
  const table = metricsOfParts.get(id)?.get(system) ?? {};
  return Object.hasOwn(table, metric) ? table[metric] : undefined;
}

/** By the tag of the language, then by the system. */
const systemsOfParts: Record<string, Record<string, SystemWords>> = {};

/** Words of a system that come with its views. */
export function partSystem(system: string, tables: PartTables<SystemWords>): void {
  for (const [id, table] of Object.entries(tables)) systemsOfParts[id] = { ...systemsOfParts[id], [system]: table };
}

/** The words of the systems whose views are there, in a language; English for a tag that is none of the page's. */
export function systemsOfPart(id: string): Readonly<Record<string, SystemWords>> {
  return systemsOfParts[id] ?? systemsOfParts.en ?? {};
}
