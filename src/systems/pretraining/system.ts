/** Three pre-trainings of one transformer on the same texts, and classifiers on what they have learned. */
import type { System } from '../../run/system.ts';
import { pretrainingCurves, pretrainingMetrics } from './metrics.ts';
import { pretrainingPresets } from './presets.ts';
import { type PretrainingConfig, pretrainingConflicts, pretrainingSettings } from './settings.ts';

const phases = ['decoder', 'encoder', 'encoderDecoder', 'vectors', 'classifier', 'format'] as const;

const code = () => import('./open.ts');

export const pretraining: System<PretrainingConfig> = {
  id: 'pretraining',
  settings: pretrainingSettings,
  presets: pretrainingPresets,
  ownText: 'pretraining',
  stepsKey: 'decoder.steps',
  metrics: pretrainingMetrics,
  curves: pretrainingCurves,
  phases: (config) => phases.map((id) => ({ id, steps: config[id].steps })),
  conflicts: pretrainingConflicts,
  load: code,
  open: async (context) => (await code()).openPretraining(context),
};
