/** An index that is older than the retriever. */
import type { Lesson } from '../lesson.ts';
import { knownIndexAge, knownIndexMap, knownSettings } from './known.ts';

export const staleness: Lesson = {
  id: 'staleness',
  minutes: 8,
  parts: [
    { id: 'snapshot', shows: { moment: { phase: 'joint', share: 0 } }, right: 'candidates' },
    {
      id: 'builder',
      shows: { moment: { phase: 'joint', share: 0 } },
      right: 'continues',
      check(known) {
        const { measured } = known.session;
        const interval = (measured?.config as { joint?: { refreshEvery: number } } | undefined)?.joint?.refreshEvery;
        return Boolean(interval) && (knownIndexAge(known) ?? 0) >= interval! / 2;
      },
    },
    {
      id: 'harm',
      shows: { moment: { phase: 'joint', share: 1 } },
      right: 'none',
      check: (known) => knownSettings(known).joint?.refreshEvery === 0,
    },
    {
      id: 'drift',
      shows: { address: 'view=index', needsModels: true },
      right: 'grows',
      check(known) {
        const map = knownIndexMap(known);
        return map?.isStopped === true && map.age > map.refreshEvery;
      },
    },
  ],
};
