/** What the page *Ask* shows, for its components. */
import { useStore } from 'zustand';
import type { QaProbes } from '../../../../systems/qa/probes.ts';
import { useWorkbench, type Workbench } from '../../../context.ts';
import { useWhileShown } from '../../use-while-shown.ts';
import { type AskState, askStore } from './ask-state.ts';
import { Asker } from './asker.ts';

export function useAsk<T>(select: (state: AskState) => T): T {
  return useStore(askStore(useWorkbench()), select);
}

function askerOf(workbench: Workbench): Asker {
  const store = askStore(workbench);
  const { session } = workbench;
  return store.getState().asker ?? new Asker({ ask: session.client.probes<QaProbes>(), run: session.store, store });
}

/** Asks as long as the page is shown. */
export const useAsking = (): void => useWhileShown(askerOf);
