import { describe, expect, it } from 'vitest';
import { noAnswers, type PretrainingsState, pretrainingsLab } from '../../../labs/pretrainings.ts';
import { PredictFirst } from '../../lessons/prediction.tsx';
import { loadViews } from '../../systems/registry.ts';
import { markupOf, textOf } from '../../testing/markup.tsx';
import type { Desk } from '../use-desk.ts';
import { Compute } from './compute.tsx';
import { Trying } from './trying.tsx';

// names of phases come with the views of the system
await loadViews();

const desk: Desk<PretrainingsState> = {
  state: { ...pretrainingsLab.start, answers: noAnswers },
  ...{ canUndo: false, changedAt: 0, edit: () => {}, undo: () => {}, reset: () => {} },
};
const predicted = {
  text: { question: '', choices: {}, why: 'Z' },
  ...{ right: 'a', chosen: 'b', onChoose: () => {} },
};
const shown = (part: React.ReactNode, language: string) =>
  markupOf(part, {}, {}, language, {
    page: 'basics',
    places: {} as never,
    look: { hidden: [], isEmbedded: false } as never,
  });

describe('sentences of the lab', () => {
  it.each([
    ['what is tried', <Trying key="trying" desk={desk} wrote={null} />],
    ['the verdict', <PredictFirst key="verdict" {...predicted} />],
    ['compute', <Compute key="compute" compute={[]} />],
  ])('%s: they have a space between them in English, and none in Chinese', (_, part) => {
    expect(shown(part, 'en')).toMatch(/\.(<\/strong>)? (<a|[A-Z])/);
    expect(shown(part, 'zh-Hans')).not.toMatch(/。(<\/strong>)?\s/);
  });
});

it('has a row of compute for the format', () => {
  const compute = [{ phase: 'format', steps: 150, flopsPerStep: 4.76e8 }];
  const text = textOf(shown(<Compute compute={compute} />, 'en'));
  expect(text).toContain('Format 150 0.48 71.4');
});
