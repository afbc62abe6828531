/** The language of a document as a small mark, such as EN or 中; nothing where the corpus has one language. */
import { useLanguage } from '../i18n/language-context.tsx';
import styles from './language-mark.module.css';

/** Languages that one character of their own script names. */
const characters: Readonly<Record<string, string>> = { zh: '中', ja: '日', ko: '한' };

/** Names languages by their tags in the language of the page. */
export function useLanguageNames(): (tag: string) => string {
  const { id } = useLanguage();
  return (tag) => new Intl.DisplayNames(id, { type: 'language' }).of(tag) ?? tag;
}

export function LanguageMark({ language }: { language: string | undefined }) {
  const nameOf = useLanguageNames();
  if (language === undefined) return null;
  const name = nameOf(language);
  const base = language.split('-')[0]!;
  return (
    <span
      className={styles.mark}
      role="img"
      aria-label={name}
      title={name}
      data-testid="language"
      data-language={language}
    >
      {characters[base] ?? base.toUpperCase()}
    </span>
  );
}
