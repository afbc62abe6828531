import { describe, expect, it } from 'vitest';
import { markupOf, textOf } from '../../../testing/markup.tsx';
import { LabPage } from './lab-page.tsx';

const lab = { views: { salient: null }, asking: 0 };
const shown = (state: object) => markupOf(<LabPage />, state, { lab });
const buttons = (markup: string) => [...markup.matchAll(/data-action="([^"]*)"/g)].map(([, id]) => id);

describe('the lab without models', () => {
  it('says during a recording what to do, and offers the trained models first', () => {
    const markup = shown({ isRecorded: true });
    expect(textOf(markup)).toContain('The recording holds numbers, not models. Open its models to ask them');
    expect(buttons(markup)).toEqual(['open-at-end', 'open-models', 'open-run']);
  });

  it('offers the saved run first where there is one', () => {
    const resumable = { runId: 'a', system: 'realm', phase: 'joint', step: 20, savedAt: Date.now() };
    const markup = shown({ resumable });
    expect(textOf(markup)).toContain('Resume your saved run to ask its models');
    expect(buttons(markup).slice(-2)).toEqual(['resume', 'open-run']);
  });
});
