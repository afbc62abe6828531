/** What the page *Prompt* shows, for its components. */
import { useStore } from 'zustand';
import { retrieverStorage } from '../../../../state/retriever-storage.ts';
import type { LlaraProbes } from '../../../../systems/llara/probes.ts';
import { useWorkbench, type Workbench } from '../../../context.ts';
import { useWhileShown } from '../../use-while-shown.ts';
import { PromptDesk } from './prompt-desk.ts';
import { type PromptState, promptStore } from './prompt-state.ts';

export function usePrompt<T>(select: (state: PromptState) => T): T {
  return useStore(promptStore(useWorkbench()), select);
}

function deskOf(workbench: Workbench): PromptDesk {
  const store = promptStore(workbench);
  const { session, database } = workbench;
  const ask = session.client.probes<LlaraProbes>();
  const storage = retrieverStorage(database);
  return store.getState().desk ?? new PromptDesk({ ask, run: session.store, store, storage });
}

/** Asks as long as the page is shown. */
export const useAskingPrompt = (): void => useWhileShown(deskOf);
