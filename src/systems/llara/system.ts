/** LLaRA (Li et al. 2023): a causal language model becomes a retriever, by adaptation and contrastive fine-tuning. */
import type { System } from '../../run/system.ts';
import { llaraCurves, llaraMetrics } from './metrics.ts';
import { llaraPresets } from './presets.ts';
import { type LlaraConfig, llaraConflicts, llaraSettings } from './settings.ts';

const code = () => import('./open.ts');

export const llara: System<LlaraConfig> = {
  id: 'llara',
  settings: llaraSettings,
  presets: llaraPresets,
  ownText: 'llara-atlas',
  stepsKey: 'tune.steps',
  metrics: llaraMetrics,
  curves: llaraCurves,
  hasCurve: ({ id }, { adapt, ict, tune }) =>
    (id !== 'bags' || adapt.steps > 0) && (id !== 'contrast' || ict.steps + tune.steps > 0),
  phases: ({ lm, adapt, ict, tune }) => [
    { id: 'lm', steps: lm.steps },
    { id: 'adapt', steps: adapt.steps },
    { id: 'ict', steps: ict.steps },
    { id: 'tune', steps: tune.steps },
  ],
  conflicts: llaraConflicts,
  load: code,
  open: async (context) => (await code()).openLlara(context),
  takeAlong: async (context) => (await import('./take/take.ts')).takeLlara(context),
};
