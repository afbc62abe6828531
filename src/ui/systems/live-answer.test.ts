import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { initialSessionState, type SessionState } from '../../state/session-state.ts';
import { RetrogradError } from '../../util/errors.ts';
import { LiveAnswer } from './live-answer.ts';

const at = (step: number): Partial<SessionState> => ({ now: { phase: 'a', step } });
const info = (runId: string, system = 'toy') => ({ runId, config: { system } }) as unknown as SessionState['info'];
const settled = () => new Promise((resolve) => setTimeout(resolve));

function live() {
  const run = createStore<SessionState>(() => ({
    ...initialSessionState,
    status: 'ready',
    info: info('one'),
    ...at(0),
  }));
  const asked: { block: number }[] = [];
  let now = 0;
  const answer = new LiveAnswer<{ block: number }, string>({
    system: 'toy',
    run,
    ask: async (query) => {
      asked.push(query);
      if (query.block === 9) throw new RetrogradError('bad-option', 'no such block');
      return `${query.block} at ${run.getState().now!.step}`;
    },
    clock: () => now,
  });
  return { run, asked, answer, wait: (ms: number) => (now += ms) };
}

it('asks only while somebody looks, and not what another system’s run cannot answer', async () => {
  const { run, asked, answer } = live();
  answer.setQuery({ block: 1 });
  expect(asked).toEqual([]);
  run.setState({ info: info('two', 'other') });
  answer.setVisible(true);
  expect(asked).toEqual([]);
  run.setState({ info: info('three') });
  await settled();
  expect(answer.store.getState().answered).toMatchObject({ query: { block: 1 }, answer: '1 at 0', at: { step: 0 } });
  answer.setVisible(false);
  run.setState(at(1));
  expect(asked).toHaveLength(1);
});

it('asks again when the run stands at another step; while it trains only now and then, and after every evaluation', async () => {
  const { run, asked, answer, wait } = live();
  answer.setVisible(true);
  answer.setQuery({ block: 1 });
  await settled();
  run.setState(at(1));
  await settled();
  expect(asked).toHaveLength(2);
  run.setState({ status: 'running', ...at(2) });
  run.setState(at(3));
  await settled();
  expect(asked).toHaveLength(2);
  run.setState({ evaluations: [{ phase: 'a', step: 3 }] as unknown as SessionState['evaluations'] });
  await settled();
  expect(asked).toHaveLength(3);
  wait(3001);
  run.setState(at(4));
  await settled();
  expect(answer.store.getState().answered?.answer).toBe('1 at 4');
});

it('waits for an answer before the next question, of which only the last one counts', async () => {
  const { asked, answer } = live();
  answer.setVisible(true);
  for (const block of [1, 2, 3]) answer.setQuery({ block });
  await settled();
  expect(asked.map(({ block }) => block)).toEqual([1, 3]);
  expect(answer.store.getState()).toMatchObject({ isAsking: false, answered: { answer: '3 at 0' } });
});

it('tells why it was refused, once, and forgets everything with the run', async () => {
  const { run, asked, answer } = live();
  answer.setVisible(true);
  answer.setQuery({ block: 9 });
  await settled();
  expect(answer.store.getState()).toMatchObject({
    answered: null,
    problem: { code: 'bad-option', message: 'no such block' },
  });
  expect(asked).toHaveLength(1);
  answer.setQuery({ block: 2 });
  await settled();
  expect(answer.store.getState()).toMatchObject({ answered: { answer: '2 at 0' }, problem: null });
  run.setState({ info: null });
  expect(answer.store.getState()).toEqual({ answered: null, isAsking: false, problem: null });
  answer.setQuery(null);
  expect(asked).toHaveLength(2);
});

it('asks a run that has failed but is still open, and says nothing of one that is gone', async () => {
  const { run, asked, answer } = live();
  run.setState({ status: 'failed' });
  answer.setVisible(true);
  answer.setQuery({ block: 1 });
  await settled();
  expect(answer.store.getState().answered).toMatchObject({ answer: '1 at 0' });
  answer.setQuery({ block: 9 });
  run.setState({ info: null });
  await settled();
  expect(answer.store.getState()).toEqual({ answered: null, isAsking: false, problem: null });
  expect(asked).toHaveLength(2);
});
