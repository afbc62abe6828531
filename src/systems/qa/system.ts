/** Open-QA (REALM, §3.2): retriever and reader, pre-trained by REALM or by ICT, fine-tuned on questions and answers. */
import type { System } from '../../run/system.ts';
import { beginFrom } from './from-realm.ts';
import { qaCurves, qaMetrics } from './metrics.ts';
import { qaPresets } from './presets.ts';
import { ictSteps, type QaConfig, qaConflicts, qaSettings } from './settings.ts';

const code = () => import('./open.ts');

export const qa: System<QaConfig> = {
  id: 'qa',
  settings: qaSettings,
  presets: qaPresets,
  ownText: 'qa',
  stepsKey: 'qa.steps',
  metrics: qaMetrics,
  curves: qaCurves,
  phases: (config) => [
    { id: 'ict', steps: ictSteps(config) },
    { id: 'qa', steps: config.qa.steps },
  ],
  conflicts: qaConflicts,
  beginFrom,
  needsModels: ({ qa }) => qa.init === 'checkpoint',
  load: code,
  open: async (context) => (await code()).openQa(context),
};
