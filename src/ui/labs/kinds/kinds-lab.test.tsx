/** What the lab *Kinds* offers beside a run: the model of its prediction can be trained from every run that it looks into. */
import { expect, it } from 'vitest';
import { resolvePreset } from '../../../systems/presets.ts';
import { markupOf, textOf } from '../../testing/markup.tsx';
import { labKey, predictionName } from '../use-desk.ts';
import { KindsLab } from './kinds-lab.tsx';

const shown = (preset: string, layer: object = {}) => {
  const info = { runId: 'a', config: resolvePreset(preset, layer as never) } as never;
  const answers = { [labKey('kinds', predictionName)]: 'repeated' };
  return markupOf(<KindsLab />, { info, status: 'paused' }, {}, 'en', { page: 'basics' }, answers);
};
const actions = (markup: string) => [...markup.matchAll(/data-action="([^"]*)"/g)].map(([, id]) => id);

it.each(['bios', 'llara', 'glm-cloze'])('offers Three pre-trainings beside a run of %s', (preset) => {
  const markup = shown(preset);
  expect(actions(markup)).toContain('lab-measure');
  expect(actions(markup)).toContain('lab-train');
  expect(textOf(markup)).toContain('“Train it” begins a run of it at step 0');
});

it('offers no second run of Three pre-trainings beside one', () => {
  const markup = shown('pretraining');
  expect(actions(markup)).toContain('lab-measure');
  expect(actions(markup)).not.toContain('lab-train');
});

it.each([
  [true, 'asked twice'],
  [false, 'has no null document'],
])('says which readers of REALM are asked, with a null document in the run: %s', (nullDocument, words) => {
  expect(textOf(shown('bios', { realm: { nullDocument } }))).toContain(words);
});
