/** The Chinese that the first picture does not need. */
import { glmMetrics } from '../../systems/glm/words/zh-metrics.ts';
import { glmPresetWords } from '../../systems/glm/words/zh-presets.ts';
import { glmSettingWords } from '../../systems/glm/words/zh-settings.ts';
import { inContextMetrics } from '../../systems/in-context/words/zh-metrics.ts';
import { inContextPresetWords } from '../../systems/in-context/words/zh-presets.ts';
import { inContextSettingWords } from '../../systems/in-context/words/zh-settings.ts';
import { llaraMetrics } from '../../systems/llara/words/zh-metrics.ts';
import { llaraPresetWords } from '../../systems/llara/words/zh-presets.ts';
import { llaraSettingWords } from '../../systems/llara/words/zh-settings.ts';
import { pretrainingMetrics } from '../../systems/pretraining/words/zh-metrics.ts';
import { pretrainingPresetWords } from '../../systems/pretraining/words/zh-presets.ts';
import { pretrainingSettingWords } from '../../systems/pretraining/words/zh-settings.ts';
import { qaMetrics } from '../../systems/qa/words/zh-metrics.ts';
import { qaPresetWords } from '../../systems/qa/words/zh-presets.ts';
import { qaSettingWords } from '../../systems/qa/words/zh-settings.ts';
import { realmSettingWords } from '../../systems/realm/words/zh-settings.ts';
import { seq2seqMetrics } from '../../systems/seq2seq/words/zh-metrics.ts';
import { seq2seqPresetWords } from '../../systems/seq2seq/words/zh-presets.ts';
import { seq2seqSettingWords } from '../../systems/seq2seq/words/zh-settings.ts';
import { vectorsMetrics } from '../../systems/vectors/words/zh-metrics.ts';
import { vectorsPresetWords } from '../../systems/vectors/words/zh-presets.ts';
import { vectorsSettingWords } from '../../systems/vectors/words/zh-settings.ts';
import type { LateWords } from '../languages.ts';
import { sentences } from './errors/errors.ts';
import { commonSettings } from './settings.ts';

export const late: LateWords = {
  sentences,
  settings: {
    ...commonSettings,
    ...realmSettingWords,
    ...qaSettingWords,
    ...glmSettingWords,
    ...llaraSettingWords,
    ...seq2seqSettingWords,
    ...vectorsSettingWords,
    ...inContextSettingWords,
    ...pretrainingSettingWords,
  },
  presets: {
    ...qaPresetWords,
    ...glmPresetWords,
    ...llaraPresetWords,
    ...seq2seqPresetWords,
    ...vectorsPresetWords,
    ...inContextPresetWords,
    ...pretrainingPresetWords,
  },
  metrics: {
    qa: qaMetrics,
    glm: glmMetrics,
    llara: llaraMetrics,
    seq2seq: seq2seqMetrics,
    vectors: vectorsMetrics,
    'in-context': inContextMetrics,
    pretraining: pretrainingMetrics,
  },
};
