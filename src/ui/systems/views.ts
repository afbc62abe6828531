/** What a system may show of its own; everything is optional, and the generic panels show any system. */
import type { ComponentType, ReactNode } from 'react';
import type { Session } from '../../state/session.ts';
import type { Action } from '../actions/action.ts';
import type { SystemStores } from '../context.ts';
import type { Words } from '../i18n/words.ts';
import type { UiStore } from '../ui-store.ts';

export interface SystemViews {
  /** Made once for the page; a view reads them from `Workbench.stores`. */
  createStores?(context: { session: Session; ui: UiStore }): SystemStores;
  /** The main panel of the run page. */
  Main?: ComponentType;
  /** What happens beside the steps, e.g. refreshes of an index. */
  Lanes?: ComponentType;
  /** The settings that most experiments change. `seed`: the field of the seed, to be put among them. */
  SetupFields?: ComponentType<{ seed: ReactNode }>;
  /** A page beside the run: its address is `view=lab`. */
  Lab?: ComponentType;
  actions?: readonly Action[];
  /** What the arrow keys do in its panels, for the list of shortcuts. */
  arrows?(t: Words): string;
}
