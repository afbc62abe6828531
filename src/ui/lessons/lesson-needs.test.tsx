/** What a lesson about a run of its own preset says and offers before one is open. */
import { expect, it } from 'vitest';
import { unknownLength } from '../../lessons/glm/unknown-length.ts';
import { configWith } from '../../state/trained-models.ts';
import { markupOf, textOf } from '../testing/markup.tsx';
import { LessonNeeds } from './lesson-needs.tsx';

const part = unknownLength.parts.find(({ shows }) => shows?.needsModels)!;
const shown = (preset: string) =>
  markupOf(<LessonNeeds lesson={unknownLength} part={part} />, { draft: configWith(preset) });
const comes = 'A model of these settings that we trained comes with the page.';

it('says that a trained model comes with the page where it offers one, and only there', () => {
  const trained = shown('glm');
  expect(textOf(trained)).toContain(comes);
  expect(trained).toContain('data-action="open-trained"');
  const untrained = shown('glm-smoke');
  expect(textOf(untrained)).not.toContain(comes);
  expect(untrained).not.toContain('data-action="open-trained"');
});
