/** The Chinese that the first picture does not need. */
import { glmSettingWords } from '../../systems/glm/words/zh-settings.ts';
import { qaSettingWords } from '../../systems/qa/words/zh-settings.ts';
import { realmSettingWords } from '../../systems/realm/words/zh-settings.ts';
import type { LateWords } from '../languages.ts';
import { sentences } from './errors/errors.ts';
import { commonSettings } from './settings.ts';

export const late: LateWords = {
  sentences,
  settings: { ...commonSettings, ...realmSettingWords, ...qaSettingWords, ...glmSettingWords },
};
