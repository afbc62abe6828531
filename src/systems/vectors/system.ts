/** Word vectors by the skip-gram model (Mikolov et al. 2013), on a text with a planted bias or on any other. */
import type { System } from '../../run/system.ts';
import { vectorsCurves, vectorsMetrics } from './metrics.ts';
import { vectorsPresets } from './presets.ts';
import { type VectorsRunConfig, vectorsSettings } from './settings.ts';

const code = () => import('./open.ts');

export const vectors: System<VectorsRunConfig> = {
  id: 'vectors',
  settings: vectorsSettings,
  presets: vectorsPresets,
  ownText: 'vectors',
  stepsKey: 'vectors.steps',
  metrics: vectorsMetrics,
  curves: vectorsCurves,
  // all others need to know what was planted
  hasCurve: ({ id }, { corpus }) => id === 'loss' || corpus === 'island',
  phases: ({ vectors }) => [{ id: 'vectors', steps: vectors.steps }],
  conflicts: () => [],
  load: code,
  open: async (context) => (await code()).openVectors(context),
};
