import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { momentsOf } from '../../../../state/run-moments.ts';
import { newSession } from '../../../../state/testing/new-session.ts';
import type { ExampleView } from '../../../../systems/realm/views.ts';
import type { UiState, UiStore } from '../../../ui-store.ts';
import { createRealmStores } from '../stores.ts';
import { comparable } from './changes.ts';

/** Steps of `smoke` before joint training. */
const beforeJoint = 50;

it('keeps the example on screen and one held-out example that is the same at every moment, both of the same step', async () => {
  const { session, worker } = newSession({ pace: 'free' });
  const ui = createStore<Partial<UiState>>(() => ({ page: 'run' })) as unknown as UiStore;
  const { example } = createRealmStores({ session, ui });
  await session.step(beforeJoint - 5);
  await worker().settled();
  for (const index of [0, 3, 5]) {
    await session.step(index === 0 ? 10 : 7);
    await worker().settled();
    example.move(2);
    await worker().settled();
  }
  const kept = momentsOf(session.state);
  expect(kept[0]!.views).toEqual({});
  const joint = kept.filter(({ phase }) => phase === 'joint');
  expect(joint.length).toBeGreaterThan(2);
  const heldOut = joint.map(({ views }) => views.heldOut as ExampleView);
  for (const [i, { step, views }] of joint.entries()) {
    expect([heldOut[i]!.step, (views.example as ExampleView).step]).toEqual([step, step]);
    expect(heldOut[i]!).toMatchObject({ heldOut: true, sentence: heldOut[0]!.sentence });
  }
  expect(new Set(joint.map(({ views }) => (views.example as ExampleView).index)).size).toBeGreaterThan(1);
  expect(comparable(kept)).toHaveLength(joint.length);
});

it('keeps nothing of a run of another system', async () => {
  const { session, worker } = newSession({ pace: 'free' });
  const ui = createStore<Partial<UiState>>(() => ({ page: 'run' })) as unknown as UiStore;
  createRealmStores({ session, ui });
  session.choosePreset('bigram');
  await session.step(3);
  await worker().settled();
  expect(momentsOf(session.state)).toEqual([]);
});
