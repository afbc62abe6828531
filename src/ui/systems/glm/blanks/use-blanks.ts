/** What the page *Blanks* shows, for its components. */
import { useStore } from 'zustand';
import type { GlmProbes } from '../../../../systems/glm/probes.ts';
import { useWorkbench, type Workbench } from '../../../context.ts';
import { useWhileShown } from '../../use-while-shown.ts';
import { BlanksDesk } from './blanks-desk.ts';
import { type BlanksState, blanksStore } from './blanks-state.ts';

export function useBlanks<T>(select: (state: BlanksState) => T): T {
  return useStore(blanksStore(useWorkbench()), select);
}

function deskOf(workbench: Workbench): BlanksDesk {
  const store = blanksStore(workbench);
  const { session } = workbench;
  return (
    store.getState().desk ?? new BlanksDesk({ ask: session.client.probes<GlmProbes>(), run: session.store, store })
  );
}

/** Asks as long as the page is shown. */
export const useAskingBlanks = (): void => useWhileShown(deskOf);
