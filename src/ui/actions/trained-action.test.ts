import { expect, it } from 'vitest';
import type { RunConfig, SessionInfo } from '../../run/records.ts';
import { describeRun } from '../../state/run-description.ts';
import { initialSessionState, type SessionState } from '../../state/session-state.ts';
import { configWith } from '../../state/trained-models.ts';
import type { UiState } from '../ui-store.ts';
import type { ActionContext } from './action.ts';
import { openTrainedAction, trainedAction } from './trained-action.ts';

const own = configWith('glm');
const other = configWith('glm', { 'glm.objective': 'mlm' });

/** What the page knows with the settings of the model on screen. */
const context = (state: Partial<SessionState> = {}, view: Partial<UiState> = {}): ActionContext =>
  ({
    state: { ...initialSessionState, draft: own, ...state },
    view: { webGpu: 'available', isModelComing: false, ...view },
  }) as ActionContext;

const open = (config: RunConfig, start?: { phase: string; step: number }): Partial<SessionState> => ({
  ...{ status: 'paused', info: { runId: 'a', config } as SessionInfo },
  measured: { runId: 'a', ...describeRun(config), ...(start && { start }) },
});

const whole = { phase: 'glm', step: 2500 };

it('opens the model of the settings on screen, a lab that of its own, both by the same rule', () => {
  const ofLab = trainedAction(() => own);
  for (const { enabled } of [openTrainedAction, ofLab]) {
    expect(enabled(context())).toBe(true);
    // a run that trains, also one of these settings that began at step 0, gives its place
    expect(enabled(context({ ...open(own), status: 'running' }))).toBe(true);
    expect(enabled(context(open(other, whole)))).toBe(true);
    expect(enabled(context({ status: 'opening' }))).toBe(false);
    expect(enabled(context({}, { isModelComing: true }))).toBe(false);
    expect(enabled(context({}, { webGpu: 'missing' }))).toBe(false);
    expect(enabled(context(open(own, whole)))).toBe(false);
    expect(enabled(context({ ...open(own, whole), info: null }))).toBe(true);
  }
  expect(openTrainedAction.enabled(context({ draft: other }))).toBe(false);
  expect(ofLab.enabled(context({ draft: other }))).toBe(true);
});
