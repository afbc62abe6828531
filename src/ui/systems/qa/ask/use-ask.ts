/** What the page *Ask* shows, for its components. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { QaProbes } from '../../../../systems/qa/probes.ts';
import { useWorkbench } from '../../../context.ts';
import { type AskState, askStore } from './ask-state.ts';
import { Asker } from './asker.ts';

export function useAsk<T>(select: (state: AskState) => T): T {
  return useStore(askStore(useWorkbench()), select);
}

/** Asks as long as the page is shown. */
export function useAsking(): void {
  const workbench = useWorkbench();
  useEffect(() => {
    const store = askStore(workbench);
    const { session } = workbench;
    const asker =
      store.getState().asker ?? new Asker({ ask: session.client.probes<QaProbes>(), run: session.store, store });
    asker.setVisible(true);
    return () => asker.setVisible(false);
  }, [workbench]);
}
