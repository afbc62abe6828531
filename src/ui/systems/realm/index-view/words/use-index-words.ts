/** The words of the index page in the language that is shown; English where a language has none. */
import { useLanguage } from '../../../../i18n/language-context.tsx';
import { en, type IndexWords } from './en.ts';
import { zh } from './zh.ts';

const tables: Readonly<Record<string, IndexWords>> = { en, 'zh-Hans': zh };

export function useIndexWords(): IndexWords {
  return tables[useLanguage().id] ?? en;
}
