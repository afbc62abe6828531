/** The session and the page's own state, for components; a thin skin over the vanilla stores. */

import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { ImportState, Imports } from '../state/imports.ts';
import type { Library, LibraryState } from '../state/library.ts';
import type { Session } from '../state/session.ts';
import type { SessionState } from '../state/session-state.ts';
import type { RunConfig } from '../systems/realm/config.ts';
import type { Languages } from './i18n/languages.ts';
import type { Lab, LabState } from './systems/realm/lab/lab-store.ts';
import type { UiState, UiStore } from './ui-store.ts';

export interface Workbench {
  session: Session;
  ui: UiStore;
  lab: Lab;
  imports: Imports;
  library: Library;
  languages: Languages;
}

export const WorkbenchContext = createContext<Workbench | null>(null);

export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (!workbench) throw new Error('A component stands outside WorkbenchContext.');
  return workbench;
}

/** A part of the session's state; draws again when that part changes. */
export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(useWorkbench().session.store, select);
}

/** A part of the masking lab's state. */
export function useLab<T>(select: (state: LabState) => T): T {
  return useStore(useWorkbench().lab.store, select);
}

/** A part of the import that is under way. */
export function useImports<T>(select: (state: ImportState) => T): T {
  return useStore(useWorkbench().imports.store, select);
}

/** A part of the library of imported corpora. */
export function useLibrary<T>(select: (state: LibraryState) => T): T {
  return useStore(useWorkbench().library.store, select);
}

/** The id of the system whose run is on screen. */
export function useSystem(): string {
  return 'realm';
}

/** The configuration of the run on screen; before the first run that of the next one. */
export function useShownConfig(): RunConfig {
  return useSession((state) => state.measured ?? state.draft);
}

/** A part of the page's own state. */
export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(useWorkbench().ui, select);
}
