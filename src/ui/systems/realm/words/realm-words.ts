/** REALM's words in the language that is shown, and its metrics as definitions. */

import type { MetricRef } from '../../../i18n/definition.ts';
import { useStrings } from '../../../i18n/language-context.tsx';
import type { RealmStrings } from './en.ts';
import type { IndexMetric } from './en-index.ts';
import type { RealmMetric } from './en-metrics.ts';

export function useRealmStrings(): RealmStrings {
  return useStrings().systems.realm;
}

/** A number of REALM that has a definition. */
export function realmMetric(metric: RealmMetric | IndexMetric): MetricRef {
  return { system: 'realm', metric };
}
