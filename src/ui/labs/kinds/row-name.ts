/** What a measurement is called: model, preset, and where the run stood. */
import type { KindsRow } from '../../../labs/kinds.ts';
import type { Words } from '../../i18n/words.ts';
import { presetTitle } from '../../runs/run-name.ts';
import type { KindsWords } from './words/en.ts';

export const rowName = ({ model, system, preset, phase, step }: KindsRow, t: KindsWords, all: Words): string =>
  t.rowName(t.parts[model], presetTitle(preset, all), all.atStep(all.phaseName(system, phase), step));
