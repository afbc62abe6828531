/** The words of the page in the language that is shown; English where a language has none. */
import { useLanguage } from '../../i18n/language-context.tsx';
import { type ExperimentWords, en } from './en.ts';
import { zh } from './zh.ts';

const tables: Readonly<Record<string, ExperimentWords>> = { en, 'zh-Hans': zh };

export function useExperimentWords(): ExperimentWords {
  return tables[useLanguage().id] ?? en;
}
