/** In-context learning on synthetic tasks: a causal model reads examples of a permutation, or of a linear function, and answers for the next one. */
import type { System } from '../../run/system.ts';
import { hasInContextCurve, inContextCurves, inContextMetrics } from './metrics.ts';
import { inContextPresets } from './presets.ts';
import { type InContextConfig, inContextConflicts, inContextSettings } from './settings.ts';

const code = () => import('./open.ts');

export const inContext: System<InContextConfig> = {
  id: 'in-context',
  settings: inContextSettings,
  presets: inContextPresets,
  ownText: 'in-context',
  stepsKey: 'context.steps',
  metrics: inContextMetrics,
  curves: inContextCurves,
  hasCurve: hasInContextCurve,
  phases: ({ context }) => [{ id: 'context', steps: context.steps }],
  conflicts: inContextConflicts,
  load: code,
  open: async (context) => (await code()).openInContext(context),
};
