/** REALM's words with those of the page Slow motion, in the language that is shown; English where a language has none. */
import { useMemo } from 'react';
import { useLanguage } from '../../../../i18n/language-context.tsx';
import type { RealmStrings } from '../../words/en.ts';
import { useRealmStrings } from '../../words/realm-words.ts';
import { en, type SlowWords } from './en.ts';
import { zh } from './zh.ts';

const tables: Readonly<Record<string, SlowWords>> = { en, 'zh-Hans': zh };

export type SlowStrings = Omit<RealmStrings, 'slow'> & { slow: RealmStrings['slow'] & SlowWords };

export function useSlowStrings(): SlowStrings {
  const realm = useRealmStrings();
  const own = tables[useLanguage().id] ?? en;
  return useMemo(() => ({ ...realm, slow: { ...realm.slow, ...own } }), [realm, own]);
}
