/** What the page *Blanks* shows, for its components. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { GlmProbes } from '../../../../systems/glm/probes.ts';
import { useWorkbench } from '../../../context.ts';
import { BlanksDesk } from './blanks-desk.ts';
import { type BlanksState, blanksStore } from './blanks-state.ts';

export function useBlanks<T>(select: (state: BlanksState) => T): T {
  return useStore(blanksStore(useWorkbench()), select);
}

/** Asks as long as the page is shown. */
export function useAskingBlanks(): void {
  const workbench = useWorkbench();
  useEffect(() => {
    const store = blanksStore(workbench);
    const { session } = workbench;
    const desk =
      store.getState().desk ?? new BlanksDesk({ ask: session.client.probes<GlmProbes>(), run: session.store, store });
    desk.setVisible(true);
    return () => desk.setVisible(false);
  }, [workbench]);
}
