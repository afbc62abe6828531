import { expect, it } from 'vitest';
import { readState } from '../../../../run/checkpoint.ts';
import { configOfCheckpoint } from '../../../../state/checkpoint-config.ts';
import type { Session } from '../../../../state/session.ts';
import { newSession } from '../../../../state/testing/new-session.ts';
import type { ActionContext } from '../../../actions/action.ts';
import { fineTuneAction, mayFineTune } from './fine-tune-action.ts';

const isEnabled = ({ state }: Session, webGpu = 'available') =>
  fineTuneAction.enabled({ state, view: { webGpu } } as ActionContext);

it('is offered for a run that has learned something, where this browser can train', async () => {
  const { session } = newSession({ pace: 'free' });
  expect(isEnabled(session)).toBe(false);
  await session.openDraft();
  expect(isEnabled(session)).toBe(false);
  await session.step(3);
  expect([isEnabled(session), isEnabled(session, 'missing')]).toEqual([true, false]);
  await session.reset();
  expect(isEnabled(session)).toBe(false);
});

it('is offered for a run of an earlier visit, if its own checkpoint was saved', async () => {
  const { session } = newSession({ pace: 'free' });
  await session.step(3);
  const files = await session.client.checkpoint();
  const checkpoint = { savedAt: 0, ...readState(files), config: configOfCheckpoint(files), files };
  const after = (runId: string) => {
    const later = newSession().session;
    later.restore(structuredClone(session.saved()), { ...checkpoint, runId });
    return later;
  };
  expect([isEnabled(after(checkpoint.runId)), isEnabled(after('another'))]).toEqual([true, false]);
});

it('is offered for models that were trained elsewhere', async () => {
  const { session } = newSession({ pace: 'free' });
  await session.step(50);
  const files = await session.client.checkpoint();
  const later = newSession({ pace: 'free', startOf: async () => ({ checkpoint: files, asNew: true }) }).session;
  await later.openDraft();
  expect(later.state).toMatchObject({ status: 'ready', now: { phase: 'joint', step: 0 } });
  expect(isEnabled(later)).toBe(true);
});

it('is not offered for a corpus without questions', async () => {
  const { session } = newSession({ pace: 'free' });
  await session.step(3);
  const { state } = session;
  const info = { ...state.info!, corpus: { ...state.info!.corpus, questions: 0 } };
  expect([mayFineTune(state), mayFineTune({ ...state, info })]).toEqual([true, false]);
});
