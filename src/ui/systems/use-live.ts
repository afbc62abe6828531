/** The newest answer of a question that is put again and again, for components. */
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LiveAnswer, LiveState } from './live-answer.ts';

const nothing: StoreApi<LiveState<never, never>> = createStore(() => ({
  answered: null,
  isAsking: false,
  problem: null,
}));

/** `live` undefined: nothing is asked yet. */
export function useLive<Query, Answer>(live: LiveAnswer<Query, Answer> | undefined): LiveState<Query, Answer> {
  return useStore<StoreApi<LiveState<Query, Answer>>>(live?.store ?? nothing);
}
