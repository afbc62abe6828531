/** Languages for tests: those of the page at once, and one with every string in brackets, so that a word that does not come from a table is seen. */

import { en } from './en/en.ts';
import { type LanguageRegistry, Languages } from './languages.ts';
import { late } from './zh/late.ts';
import { zh } from './zh/zh.ts';

/** The languages of the page, which need not be loaded first. */
export const testTables: LanguageRegistry = {
  en: { name: 'English', table: en },
  'zh-Hans': { name: '中文', table: zh, late },
};

export const testLanguages = () => new Languages(testTables);

const mark = (text: string) => `⟦${text}⟧`;

/** The table with all its strings, and those that its functions return, in brackets. */
export function bracketed<T>(table: T): T {
  if (typeof table === 'string') return mark(table) as T;
  if (typeof table === 'function') {
    return ((...args: unknown[]) => bracketed(table(...args))) as T;
  }
  if (Array.isArray(table)) return table.map(bracketed) as T;
  if (typeof table === 'object' && table !== null) {
    return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, bracketed(value)])) as T;
  }
  return table;
}

/** A text without what stands in brackets, these included. */
export function outsideBrackets(text: string): string {
  const rest = text.replace(/⟦[^⟦⟧]*⟧/g, '');
  return rest === text ? text : outsideBrackets(rest);
}
