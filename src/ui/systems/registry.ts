/** The views of the systems: one line each. */
import type { Session } from '../../state/session.ts';
import type { SystemStores } from '../context.ts';
import type { UiStore } from '../ui-store.ts';
import { glmViews } from './glm/views.ts';
import { llaraViews } from './llara/views.ts';
import { qaViews } from './qa/views.ts';
import { realmViews } from './realm/views.ts';
import type { SystemViews } from './views.ts';

export const systemViews: Readonly<Record<string, SystemViews>> = {
  realm: realmViews,
  qa: qaViews,
  llara: llaraViews,
  glm: glmViews,
};

/** The views of a system; none for one that has no views of its own. */
export function viewsOf(system: string): SystemViews {
  return Object.hasOwn(systemViews, system) ? systemViews[system]! : {};
}

/** The stores behind the views of every system. */
export function createStores(context: { session: Session; ui: UiStore }): Record<string, SystemStores> {
  return Object.fromEntries(
    Object.entries(systemViews).map(([id, views]) => [id, views.createStores?.(context) ?? {}] as const),
  );
}
