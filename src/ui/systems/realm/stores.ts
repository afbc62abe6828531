/** Stores behind REALM's views, and hooks into them. */
import { useStore } from 'zustand';
import { keepMoments } from '../../../state/run-moments.ts';
import type { Session } from '../../../state/session.ts';
import type { SessionState } from '../../../state/session-state.ts';
import type { RealmProbes } from '../../../systems/realm/probes.ts';
import type { RealmConfig } from '../../../systems/realm/settings.ts';
import type { ExampleView } from '../../../systems/realm/views.ts';
import { useSession, useShownConfig, useWorkbench, type Workbench } from '../../context.ts';
import type { UiState, UiStore } from '../../ui-store.ts';
import { type ExampleState, ExampleStore, exampleOf } from './example-store.ts';
import { type IndexState, IndexStore } from './index-view/index-store.ts';
import { MapClient } from './index-view/map-client.ts';
import type { LabState } from './lab/lab-state.ts';
import { Lab } from './lab/lab-store.ts';
import { readMoment } from './slow/moment.ts';
import { type SlowState, SlowStore } from './slow/slow-store.ts';

export type RealmStores = {
  example: ExampleStore;
  lab: Lab;
  slow: SlowStore;
  index: IndexStore;
};

export function createRealmStores({ session, ui }: { session: Session; ui: UiStore }): RealmStores {
  const ask = session.client.probes<RealmProbes>();
  const example = new ExampleStore({ session, ask });
  const lab = new Lab({ ask, run: session.store, onError: (error) => session.fail(error) });
  const slow = new SlowStore({ session, ask });
  const analyst = new MapClient();
  const index = new IndexStore({
    ask,
    analyst: (type, embeddings, onProgress) => analyst.ask(type, embeddings, onProgress),
    run: session.store,
    example: example.store,
    onError: (error) => session.fail(error),
  });
  const show = ({ page }: Pick<UiState, 'page'>) => {
    lab.setVisible(page === 'lab');
    slow.setVisible(page === 'slow');
    index.setVisible(page === 'index');
  };
  show(ui.getState());
  ui.subscribe(show);
  // they lie among the session's views, where the rewind finds them
  keepMoments({ session, read: (now) => readMoment(session, example.store.getState().index, ask, now) });
  return { example, lab, slow, index };
}

/** For actions. */
export function realmStores({ stores }: Pick<Workbench, 'stores'>): RealmStores {
  return stores.realm as unknown as RealmStores;
}

export function useRealm(): RealmStores {
  return realmStores(useWorkbench());
}

/** A part of the masking lab's state. */
export function useLab<T>(select: (state: LabState) => T): T {
  return useStore(useRealm().lab.store, select);
}

/** A part of what the page Slow motion shows. */
export function useSlow<T>(select: (state: SlowState) => T): T {
  return useStore(useRealm().slow.store, select);
}

/** A part of the index page's state. */
export function useIndexView<T>(select: (state: IndexState) => T): T {
  return useStore(useRealm().index.store, select);
}

/** Which example is asked for, and whether it is asked for while training goes on. */
export function useExampleState<T>(select: (state: ExampleState) => T): T {
  return useStore(useRealm().example.store, select);
}

/** The example on screen. */
export function useExample(): ExampleView | null {
  return useSession(exampleOf);
}

/** REALM's configuration of the run on screen. */
export function useRealmConfig(): RealmConfig {
  return useShownConfig() as RealmConfig;
}

/** REALM's settings on screen: those of the next run. */
export const realmDraft = ({ draft }: SessionState): RealmConfig => draft as RealmConfig;
