/** What the run on screen answers to a lab, asked again while it trains. */
import { useEffect } from 'react';
import type { ProbeTypes } from '../../worker/client.ts';
import { useWorkbench, type Workbench } from '../context.ts';
import { LiveAnswer, type LiveState } from '../systems/live-answer.ts';
import { useLive } from '../systems/use-live.ts';

/** They follow the run for as long as the page is open. */
const answers = new WeakMap<Workbench['session'], Map<string, LiveAnswer<unknown, unknown>>>();

function answerOf({ session }: Workbench, system: string, probe: string): LiveAnswer<unknown, unknown> {
  const own = answers.get(session) ?? new Map<string, LiveAnswer<unknown, unknown>>();
  answers.set(session, own);
  const key = `${system}/${probe}`;
  let answer = own.get(key);
  if (!answer) {
    const ask = session.client.probes<Record<string, { query: unknown; answer: unknown }>>();
    answer = new LiveAnswer({ system, run: session.store, ask: (query) => ask(probe, query) });
    own.set(key, answer);
  }
  return answer;
}

/**
 * The newest answer of a probe of `system` to `query`, and where the run stood: `useLabAnswer<GlmProbes, 'fill'>('glm', 'fill', query)`. Queries are
 * compared by their JSON; null: nothing is asked.
 */
export function useLabAnswer<P extends ProbeTypes<P>, K extends keyof P & string>(
  system: string,
  probe: K,
  query: P[K]['query'] | null,
): LiveState<P[K]['query'], P[K]['answer']> {
  const answer = answerOf(useWorkbench(), system, probe) as LiveAnswer<P[K]['query'], P[K]['answer']>;
  const text = JSON.stringify(query);
  useEffect(() => answer.setQuery(JSON.parse(text)), [answer, text]);
  useEffect(() => {
    answer.setVisible(true);
    return () => answer.setVisible(false);
  }, [answer]);
  return useLive(answer);
}
