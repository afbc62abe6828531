/** REALM's words with those of the page Slow motion. */
import { useMemo } from 'react';
import { partMetrics, partWords } from '../../../../i18n/part-words.ts';
import type { RealmStrings } from '../../words/en.ts';
import { useRealmStrings } from '../../words/realm-words.ts';
import { en, type SlowWords } from './en.ts';
import { metrics as enMetrics } from './en-metrics.ts';
import { zh } from './zh.ts';
import { metrics as zhMetrics } from './zh-metrics.ts';

partMetrics('realm', { en: enMetrics, 'zh-Hans': zhMetrics });

const useOwnWords = partWords({ en, 'zh-Hans': zh });

export type SlowStrings = Omit<RealmStrings, 'slow'> & { slow: RealmStrings['slow'] & SlowWords };

export function useSlowStrings(): SlowStrings {
  const realm = useRealmStrings();
  const own = useOwnWords();
  return useMemo(() => ({ ...realm, slow: { ...realm.slow, ...own } }), [realm, own]);
}
