import { expect, it } from 'vitest';
import type { RefreshRecord } from '../../../state/refreshes.ts';
import { createFormats } from '../../format.ts';
import { en } from '../../i18n/en/en.ts';
import { newestWords } from './timeline.tsx';

const record = (requestedAtStep: number) =>
  ({ requestedAtStep, stage: 'swapped', done: 0, total: 0, embedMs: 2400, buildMs: 400 }) as RefreshRecord;

it('the first index is no refresh, and its times are not those of one', () => {
  const t = en.systems.realm.timeline;
  const words = (at: number) => newestWords(record(at), t, createFormats('en', en.units));
  expect(`${t.count(0)}, ${words(0)}`).toBe('no refresh yet, first index: 2.4 s embedding, 400 ms building');
  expect(`${t.count(1)}, ${words(15)}`).toBe('1 refresh, last one: 2.4 s embedding, 400 ms building');
});
