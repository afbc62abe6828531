/** What a system may show of its own; everything is optional, and the generic panels show any system. */
import type { ComponentType, ReactNode } from 'react';
import type { RunConfig } from '../../run/records.ts';
import type { Session } from '../../state/session.ts';
import type { SessionState } from '../../state/session-state.ts';
import type { PageName, Places } from '../../state/url.ts';
import type { Action, Shortcut } from '../actions/action.ts';
import type { SystemStores } from '../context.ts';
import type { ReportSection } from '../exports/report-html.ts';
import type { SystemWords } from '../i18n/definition.ts';
import type { Language } from '../i18n/languages.ts';
import type { PartTables } from '../i18n/part-words.ts';
import type { Words } from '../i18n/words.ts';
import type { UiStore } from '../ui-store.ts';

/** A page beside the run: a link in the head, an action with a key, and an address. */
export interface PageView {
  /** `view=<id>` in the address; also the id of its first panel, to which the skip link leads. */
  id: PageName;
  title(t: Words): string;
  shortcut?: Shortcut;
  /** What a link to the page does not bring along. */
  linkNote?(t: Words): string;
  Page: ComponentType;
}

/** What is shown on a system's pages, in the words of an address. */
export interface SystemPlaces {
  keys: Readonly<Record<PageName, readonly string[]>>;
  /** What a page shows now; what it shows in any case is left out. Empty for a page without places. */
  now(page: PageName): Places;
  /** Shows what is named, and defaults in place of the rest. Returns the keys whose values cannot be read. */
  go(page: PageName, places: Places): string[];
  /** `isMove`: a person has gone elsewhere, which is an entry of the history. */
  subscribe(listener: (isMove: boolean) => void): () => void;
}

export interface SystemViews {
  /** The words of a system whose views are loaded later; those of the first picture stand in the table of the page. */
  words?: PartTables<SystemWords>;
  /** Made once for the page; a view reads them from `Workbench.stores`. */
  createStores?(context: { session: Session; ui: UiStore }): SystemStores;
  /** What its pages show, as parts of the address. */
  places?(stores: SystemStores): SystemPlaces;
  /** The main panel of the run page. */
  Main?: ComponentType;
  /** What happens beside the steps, e.g. refreshes of an index. */
  Lanes?: ComponentType;
  /** The settings that most experiments change. `seed`: the field of the seed, to be put among them. */
  SetupFields?: ComponentType<{ seed: ReactNode }>;
  /** Pages beside the run, in the order of their links. */
  pages?: readonly PageView[];
  /** What its views add to the report of a run, from what they showed last. */
  report?(views: Readonly<Record<string, unknown>>, language: Language, config: RunConfig): ReportSection[];
  actions?: readonly Action[];
  /** What its models may be used for at the end of a run: offered on the page of the run. */
  next?: { action: Action; about(t: Words): string; isOffered(state: SessionState): boolean };
  /** What the arrow keys do in its panels, for the list of shortcuts. */
  arrows?(t: Words): string;
}
