import { describe, expect, it } from 'vitest';
import type { SessionState } from '../../../state/session-state.ts';
import { markupOf, textOf } from '../../testing/markup.tsx';
import { ExampleEmpty } from './example-empty.tsx';

/** What is said at a moment of an open run. */
function hint(state: Partial<SessionState>): string {
  const markup = markupOf(<ExampleEmpty />, { info: {} as SessionState['info'], ...state });
  return textOf(markup.slice(markup.indexOf('data-testid="example-hint"')));
}

describe('where there is no example yet', () => {
  it('says why: no run, no index, an index on its way, an answer on its way', () => {
    const refreshes = [{}] as unknown as SessionState['refreshes'];
    expect(hint({ info: null })).toContain('Choose a preset');
    expect(hint({ now: { phase: 'warmup', step: 5 } })).toContain('There is nothing to retrieve from yet');
    expect(hint({ now: { phase: 'warmup', step: 30 }, refreshes })).toContain('The first index is being built');
    expect(hint({ now: { phase: 'joint', step: 19 }, refreshes })).toContain('The first example is being read');
  });
});
