/** What the page *Prompt* shows, for its components. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { LlaraProbes } from '../../../../systems/llara/probes.ts';
import { useWorkbench } from '../../../context.ts';
import { PromptDesk } from './prompt-desk.ts';
import { type PromptState, promptStore } from './prompt-state.ts';

export function usePrompt<T>(select: (state: PromptState) => T): T {
  return useStore(promptStore(useWorkbench()), select);
}

/** Asks as long as the page is shown. */
export function useAskingPrompt(): void {
  const workbench = useWorkbench();
  useEffect(() => {
    const store = promptStore(workbench);
    const { session } = workbench;
    const desk =
      store.getState().desk ?? new PromptDesk({ ask: session.client.probes<LlaraProbes>(), run: session.store, store });
    desk.setVisible(true);
    return () => desk.setVisible(false);
  }, [workbench]);
}
