/** The language that is shown, for components. When it changes, everything that reads it is drawn again. */

import { createContext, type ReactNode, useContext } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useStore } from 'zustand';
import type { Formats } from '../format.ts';
import type { UiStore } from '../ui-store.ts';
import type { Language, Languages } from './languages.ts';
import type { Words } from './words.ts';

const LanguageContext = createContext<Language | null>(null);

/** Gives words and formats to the components inside, and the locale to react-aria. */
export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }) {
  return (
    <I18nProvider locale={language.id}>
      <LanguageContext value={language}>{children}</LanguageContext>
    </I18nProvider>
  );
}

/** The language that the page's own state names, for the components inside. */
export function InLanguage({ ui, languages, children }: { ui: UiStore; languages: Languages; children: ReactNode }) {
  const language = useStore(ui, (state) => state.language);
  return <LanguageProvider language={languages.of(language)}>{children}</LanguageProvider>;
}

export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (!language) throw new Error('A component stands outside LanguageProvider.');
  return language;
}

/** The words of the page in the language that is shown. */
export function useStrings(): Words {
  return useLanguage().t;
}

/** How numbers and dates are written in the language that is shown. */
export function useFormats(): Formats {
  return useLanguage().format;
}
