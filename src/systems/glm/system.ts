/** GLM (Du et al. 2022): one transformer learns to fill blanks of any length. Beside it masked LM and causal LM with the same model. */
import type { System } from '../../run/system.ts';
import { glmCurves, glmMetrics } from './metrics.ts';
import { glmPresets } from './presets.ts';
import { clozeSteps, type GlmRunConfig, glmConflicts, glmSettings, modeShares } from './settings.ts';

const code = () => import('./open.ts');

export const glm: System<GlmRunConfig> = {
  id: 'glm',
  settings: glmSettings,
  presets: glmPresets,
  ownText: 'glm',
  stepsKey: 'glm.steps',
  metrics: glmMetrics,
  curves: glmCurves,
  hasCurve({ id }, { glm: settings, cloze }) {
    if (id === 'clozeAccuracy') return cloze.steps > 0;
    if (id === 'titles' || id === 'titleGain') return settings.titles;
    // a title says nothing about a value, and the opening is the only blank
    if (id === 'blanks') return !settings.titles;
    const shares = modeShares(settings);
    const isCausal = settings.objective === 'causal';
    if (id === 'tokenLoss') return isCausal || shares.token > 0;
    if (id === 'sentenceLoss') return !isCausal && shares.sentence > 0;
    return id !== 'documentLoss' || (!isCausal && shares.document > 0);
  },
  phases: (config) => [
    { id: 'glm', steps: config.glm.steps },
    ...(config.cloze.steps > 0 ? [{ id: 'cloze', steps: clozeSteps(config) }] : []),
  ],
  conflicts: glmConflicts,
  load: code,
  open: async (context) => (await code()).openGlm(context),
  takeAlong: async (context) => (await import('./take/take.ts')).takeGlm(context),
};
