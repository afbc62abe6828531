/** The session and the page's own state, for components; a thin skin over the vanilla stores. */

import { createContext, useContext, useEffect, useMemo, useReducer } from 'react';
import { type StoreApi, useStore } from 'zustand';
import type { RunConfig } from '../run/records.ts';
import type { Database } from '../state/database.ts';
import type { ImportState, Imports } from '../state/imports.ts';
import type { Library, LibraryState } from '../state/library.ts';
import type { Offline } from '../state/offline.ts';
import type { PinnedRun } from '../state/pinned-runs.ts';
import type { RecordingPlayer } from '../state/recording-player.ts';
import type { Rewind } from '../state/rewind.ts';
import type { ArchiveState, RunArchive } from '../state/run-archive.ts';
import type { RunDescription } from '../state/run-description.ts';
import type { RunSeries } from '../state/run-series.ts';
import type { Session } from '../state/session.ts';
import { type SessionState, shownRun } from '../state/session-state.ts';
import { firstPage } from '../state/url.ts';
import type { Languages } from './i18n/languages.ts';
import type { LessonGuide } from './lessons/lesson-guide.ts';
import { eachSystem } from './systems/loaded.ts';
import type { UiState, UiStore } from './ui-store.ts';

/** The stores behind one system's views, by name. */
export type SystemStores = Readonly<Record<string, { store: StoreApi<unknown> }>>;

export interface Workbench {
  session: Session;
  ui: UiStore;
  imports: Imports;
  library: Library;
  /** For what a page beside the run keeps. */
  database: Database;
  languages: Languages;
  player: RecordingPlayer;
  rewind: Rewind;
  guide: LessonGuide;
  offline: Offline;
  /** The runs that this browser keeps. */
  runs: RunArchive;
  pinned: StoreApi<readonly PinnedRun[]>;
  /** The arms of an experiment that are trained one after the other. */
  series: RunSeries;
  /** Stores of the systems' own views, by the id of the system; those of views that are loaded later come with them. */
  stores: Readonly<Record<string, SystemStores>>;
}

export const WorkbenchContext = createContext<Workbench | null>(null);

export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (!workbench) throw new Error('A component stands outside WorkbenchContext.');
  return workbench;
}

/** The session that the page shows: on the run's page that of an earlier moment, if one is chosen. */
export function shownSession({ session, rewind, ui }: Pick<Workbench, 'session' | 'rewind' | 'ui'>): Session {
  const isPast = ui.getState().page === firstPage && rewind.player.store.getState().recording !== null;
  return isPast ? rewind.past : session;
}

/** A part of the session's state; draws again when that part changes. */
export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(useWorkbench().session.store, select);
}

/** A part of the import that is under way. */
export function useImports<T>(select: (state: ImportState) => T): T {
  return useStore(useWorkbench().imports.store, select);
}

/** A part of the library of imported corpora. */
export function useLibrary<T>(select: (state: LibraryState) => T): T {
  return useStore(useWorkbench().library.store, select);
}

/** A part of the list of kept runs. */
export function useRuns<T>(select: (state: ArchiveState) => T): T {
  return useStore(useWorkbench().runs.store, select);
}

/** The pinned runs of the system on screen but the one that is on screen, each with its number, which decides its look. */
export function usePinnedRuns(): readonly { run: PinnedRun; number: number }[] {
  const pinned = useStore(useWorkbench().pinned);
  const system = useSystem();
  const shown = useSession((state) => state.measured?.runId);
  return useMemo(
    () =>
      pinned
        .map((run, number) => ({ run, number }))
        .filter(({ run: { entry } }) => entry.config.system === system && entry.runId !== shown),
    [pinned, system, shown],
  );
}

/**
 * Calls `listener` whenever a store behind the views of any system changes, also of views that are loaded later. Returns what ends that.
 */
export function followStores(stores: Workbench['stores'], listener: () => void): () => void {
  const ends: (() => void)[] = [];
  const end = eachSystem((id) => {
    ends.push(...Object.values(stores[id] ?? {}).map(({ store }) => store.subscribe(listener)));
  });
  return () => {
    end();
    for (const one of ends) one();
  };
}

/** Draws again whenever a store of any system's views changes. */
export function useSystemStores(): void {
  const { stores } = useWorkbench();
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => followStores(stores, redraw), [stores]);
}

/** The run on screen; before the first run the next one. */
export function useShownRun(): RunDescription {
  const measured = useSession((state) => state.measured);
  const draft = useSession((state) => state.draft);
  return useMemo(() => shownRun({ measured, draft }), [measured, draft]);
}

/** The id of the system whose run is on screen. */
export function useSystem(): string {
  return useShownConfig().system;
}

/** The configuration of the run on screen; before the first run that of the next one. */
export function useShownConfig(): RunConfig {
  return useSession(shownConfig);
}

/** For actions. */
export function shownConfig({ measured, draft }: SessionState): RunConfig {
  return measured?.config ?? draft;
}

/** A part of the page's own state. */
export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(useWorkbench().ui, select);
}
