/** The words of the page *Ask* in the language that is shown. Both are loaded with the page, so that its language changes at once. */
import { useLanguage } from '../../../../i18n/language-context.tsx';
import { type AskWords, askWords as en } from './en.ts';
import { askWords as zh } from './zh.ts';

export function useAskWords(): AskWords {
  return useLanguage().id === 'zh-Hans' ? zh : en;
}
