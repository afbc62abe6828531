/** REALM (Guu et al. 2020): retriever and reader pre-trained together, the retriever from masked words alone. */
import type { System } from '../../run/system.ts';
import { realmCurves, realmMetrics } from './metrics.ts';
import { realmPresets } from './presets.ts';
import { type RealmConfig, realmConflicts, realmSettings } from './settings.ts';

const code = () => import('./open.ts');

export const realm: System<RealmConfig> = {
  id: 'realm',
  settings: realmSettings,
  presets: realmPresets,
  ownText: 'atlas',
  stepsKey: 'joint.steps',
  metrics: realmMetrics,
  curves: realmCurves,
  hasCurve: ({ id }, { joint }) => id !== 'lossParts' || joint.ictWeight > 0,
  phases: ({ ict, warmup, joint }) => [
    { id: 'ict', steps: ict.steps },
    { id: 'warmup', steps: warmup.steps },
    { id: 'joint', steps: joint.steps },
  ],
  conflicts: realmConflicts,
  recorded: { example: { index: -1 } },
  load: code,
  open: async (context) => (await code()).openRealm(context),
  takeAlong: async (context) => (await import('./take/take.ts')).takeRealm(context),
};
