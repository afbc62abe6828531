import { describe, expect, it } from 'vitest';
import { describeRun } from '../../state/run-description.ts';
import type { SessionState } from '../../state/session-state.ts';
import { resolvePreset } from '../../systems/presets.ts';
import { markupOf, textOf } from '../testing/markup.tsx';
import { Notices } from './notices.tsx';

const config = resolvePreset('smoke');
const measured = { runId: 'a', ...describeRun(config) };
const resumable = { runId: 'a', system: 'realm', phase: 'joint', step: 20, savedAt: Date.now() };
const shown = (state: Partial<SessionState>) => textOf(markupOf(<Notices />, { draft: config, measured, ...state }));

describe('a run of an earlier visit', () => {
  it('says why the head of the page is further than the checkpoint', () => {
    const text = shown({ resumable, now: { phase: 'joint', step: 33 } });
    expect(text).toContain('A run of a moment ago is kept at Joint, step 20.');
    expect(text).toContain('The page shows it up to Joint, step 33');
    expect(shown({ resumable, now: { phase: 'joint', step: 20 } })).not.toContain('The page shows');
  });

  it('says that the page shows another one', () => {
    expect(shown({ resumable: { ...resumable, runId: 'b' }, now: { phase: 'ict', step: 3 } })).toContain(
      'The page shows another run.',
    );
    const recorded = shown({ resumable, now: { phase: 'joint', step: 33 }, isRecorded: true });
    expect(recorded).not.toContain('The page shows');
  });
});

describe('a lost device', () => {
  const lost: Partial<SessionState> = {
    error: { code: 'device-lost', message: 'The graphics device was lost (destroyed).' },
    errorWhile: 'running',
    status: 'failed',
    now: { phase: 'warmup', step: 12 },
  };

  it('speaks of the last checkpoint only where there is one', () => {
    const without = shown(lost);
    expect(without).toContain('No checkpoint of it was written yet');
    expect(without).not.toMatch(/last checkpoint/i);
    expect(without).toContain('Start again');
    const kept = shown({ ...lost, resumable: { ...resumable, phase: 'ict' } });
    expect(kept).toContain('The last checkpoint is of ICT, step 20.');
    expect(kept).toContain('Resume from the last checkpoint');
    expect(shown({ ...lost, resumable: { ...resumable, runId: 'b' } })).not.toMatch(/last checkpoint/i);
  });

  it('names the evaluation that was not finished', () => {
    expect(shown({ ...lost, lostEvaluation: { phase: 'ict', step: 20 } })).toContain(
      'The evaluation at ICT, step 20 was not finished; it is measured again.',
    );
    expect(shown(lost)).not.toContain('evaluation');
  });
});
