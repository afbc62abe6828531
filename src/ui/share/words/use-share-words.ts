/** The words of the dialog in the language that is shown; English where a language has none. */
import { useLanguage } from '../../i18n/language-context.tsx';
import { shareWords as en, type ShareWords } from './en.ts';
import { shareWords as zh } from './zh.ts';

const tables: Readonly<Record<string, ShareWords>> = { en, 'zh-Hans': zh };

export function useShareWords(): ShareWords {
  return tables[useLanguage().id] ?? en;
}
