/** The words of the tokenizer panel in the language that is shown; English where a language has none. */
import { useLanguage } from '../../../../i18n/language-context.tsx';
import { tokenizer as en, type TokenizerWords } from './en.ts';
import { tokenizer as zh } from './zh.ts';

const tables: Readonly<Record<string, TokenizerWords>> = { en, 'zh-Hans': zh };

export function useTokenizerWords(): TokenizerWords {
  return tables[useLanguage().id] ?? en;
}
