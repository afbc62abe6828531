/** What joint training of a run raises, for the words of every language. */

import type { RealmConfig } from '../../../../systems/realm/settings.ts';

/** The mean of log p(y_j|x) over the masked tokens, and not log p(y|x). */
export const isPerToken = ({ realm }: RealmConfig): boolean => realm.objective === 'token';

/** A weighted sum, and not REALM's loss as it is. */
export const isWeighted = ({ joint: { realmWeight, ictWeight } }: RealmConfig): boolean =>
  ictWeight > 0 || realmWeight !== 1;
