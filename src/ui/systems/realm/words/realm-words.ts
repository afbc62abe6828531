/** REALM's words in the language that is shown, and its metrics as definitions. */

import type { RealmConfig } from '../../../../systems/realm/settings.ts';
import type { MetricRef } from '../../../i18n/definition.ts';
import { useStrings } from '../../../i18n/language-context.tsx';
import type { RealmStrings } from './en.ts';
import type { RealmMetric } from './en-metrics.ts';

export function useRealmStrings(): RealmStrings {
  return useStrings().systems.realm;
}

/** The posterior that r(z) belongs to: of the whole answer, or the mean of those of its tokens. */
export function posteriorMetric(objective: RealmConfig['realm']['objective']): 'posterior' | 'meanPosterior' {
  return objective === 'token' ? 'meanPosterior' : 'posterior';
}

/** A number of REALM that has a definition. */
export function realmMetric(metric: RealmMetric): MetricRef {
  return { system: 'realm', metric };
}
