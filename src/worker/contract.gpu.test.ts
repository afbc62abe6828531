/** One conversation with the real train worker and with its stand-in: what the page may rely on is the same in both. */
import { expect, it } from 'vitest';
import type { Moment } from '../run/records.ts';
import type { LabQuery } from '../systems/realm/lab-records.ts';
import type { RealmConfig } from '../systems/realm/settings.ts';
import { spawnTrainWorker, type WorkerLike } from './client.ts';
import { StandInWorker } from './testing/stand-in.ts';
import { tinyConfig } from './testing/tiny-run.ts';
import { Conversation, noteCheckpoint, noteKeys, noteOpened } from './testing/transcript.ts';

const config: RealmConfig = { ...tinyConfig, evaluation: { ...tinyConfig.evaluation, every: 8 } };
/** So long that it is in its first phase whenever it is stopped. */
const endless: RealmConfig = { ...config, ict: { ...config.ict, steps: 100_000 } };

const lab: LabQuery = {
  sentence: { index: 3 },
  masking: { positions: [0, 2] },
  nullDocument: true,
  allowTrivial: false,
};
const vocabulary = { name: 'vocabulary', query: { kind: 'bpe', vocabularySize: 80 } };

/** While it runs, where it stands depends on time: the phase is noted, and that answers agree with what happened. */
const phaseOf = ({ phase }: Moment) => phase;

async function converse(worker: WorkerLike) {
  const talk = new Conversation(worker);
  const open = (runId: string, more: object = {}) => talk.ask('open', { runId, config, ...more }, noteOpened);

  await talk.ask('probe', { name: 'lab', query: lab });
  await talk.ask('play', { until: [] });
  await open('first');
  await talk.ask('step', { count: 3 });
  await Promise.all([talk.ask('step', { count: 1 }), talk.ask('step', { count: 2 })]);
  await talk.ask('step', { count: 0 });
  await talk.ask('probe', { name: 'toString', query: null });
  await talk.ask('probe', { name: 'example', query: { index: 0 } });
  await talk.ask('probe', { name: 'kill-builder', query: null });
  await talk.ask('probe', { name: 'lab', query: lab }, noteKeys);
  await talk.ask('probe', { name: 'lab', query: null });
  await talk.ask('probe', { name: 'lab-summary', query: { sentences: 8 } }, noteKeys);
  await talk.ask('probe', vocabulary);
  await talk.ask('pause', null);
  await talk.ask('reset', { runId: 'second' }, noteOpened);
  await Promise.all([open('third'), open('fourth')]);
  await open('none', { config: { ...config, corpus: 'missing' } });
  await open('none', { config: { ...config, system: 'missing' } });
  // 4 of the first phase, 4 of the second, 15 of the third: a refresh is under way
  await talk.ask('step', { count: 23 });
  await talk.ask('probe', { name: 'example', query: { index: 0 } }, noteKeys);
  const checkpoint = (await talk.ask('checkpoint', null, noteCheckpoint))!;
  await open('none', { checkpoint: { ...checkpoint, config: '{' } });
  await open('none', { checkpoint, config: { ...config, seed: 2 } });
  await open('none', { checkpoint, config: { ...config, masking: { ...config.masking, maxTokens: 2 } } });
  await open('none', { checkpoint: { ...checkpoint, weights: checkpoint.weights.slice(0, 100) } });
  // an evaluation goes on beside the steps
  const evaluatedAt16 = (times: number) =>
    talk.until(
      () => talk.events.filter((event) => event.type === 'evaluation' && event.evaluation.step === 16).length === times,
    );
  await talk.ask('step', { count: 2 });
  await evaluatedAt16(1);
  await open('fifth', { checkpoint });
  await talk.ask('step', { count: 2 });
  await evaluatedAt16(2);
  await talk.ask('lose-device', null);
  await talk.until(({ type }) => type === 'failed');
  await talk.ask('play', { until: [] });
  await talk.ask('checkpoint', null);
  await open('sixth', { checkpoint });
  await talk.ask('step', { count: 1000 });
  await talk.ask('play', { until: [] });
  await talk.ask('pause', null);
  const happened = talk.happened;

  // from here on it runs, and only what does not depend on time is noted
  talk.events.length = 0;
  await open('seventh', { config: endless });
  const [, stepped] = await Promise.all([
    talk.ask('play', { until: [] }, phaseOf),
    talk.ask('step', { count: 4 }, phaseOf),
  ]);
  await talk.until((event) => event.type === 'state' && event.state === 'paused');
  const paused = talk.happened.state!.at(-1);
  await talk.ask('play', { until: [] }, phaseOf);
  await talk.ask('checkpoint', null, ({ weights: _, ...rest }) => noteKeys(rest));
  await talk.ask('probe', { name: 'nothing', query: null });
  const stopped = await talk.ask('pause', null, phaseOf);
  const states = talk.happened.state!.map((state) => (state as unknown[])[1]);
  return {
    lines: talk.lines,
    happened,
    running: {
      states,
      pausedWhereItAnswered: JSON.stringify(paused) === JSON.stringify(['seventh', 'paused', stepped]),
      stoppedWhereItAnswered:
        JSON.stringify(talk.happened.state!.at(-1)) === JSON.stringify(['seventh', 'paused', stopped]),
      steps: talk.happened.steps!.length === stopped!.step,
    },
  };
}

it('is the same with the real worker and with its stand-in', async () => {
  const real = spawnTrainWorker();
  const scripted = new StandInWorker({ pace: 5 });
  try {
    const expected = await converse(real);
    const actual = await converse(scripted);
    expect(actual.lines).toEqual(expected.lines);
    expect(actual.happened).toEqual(expected.happened);
    expect(actual.running).toEqual(expected.running);
    expect(expected.running).toEqual({
      states: ['running', 'paused', 'running', 'paused'],
      pausedWhereItAnswered: true,
      stoppedWhereItAnswered: true,
      steps: true,
    });
    const codes = expected.lines.flatMap((line) => {
      const [type, reply] = line as [string, unknown];
      return typeof reply === 'string' && reply !== 'ict' ? [`${type} ${reply}`] : [];
    });
    expect(codes).toEqual([
      'probe bad-option',
      'play bad-option',
      'step bad-option',
      'probe bad-option',
      'probe internal',
      'open cancelled',
      'open bad-corpus',
      'open bad-checkpoint',
      'open bad-checkpoint',
      'open bad-option',
      'open bad-option',
      'open bad-checkpoint',
      'play bad-option',
      'checkpoint bad-option',
      'probe bad-option',
    ]);
    expect(expected.happened.failed).toEqual([['fourth', 'device-lost', { phase: 'joint', step: 17 }]]);
  } finally {
    real.terminate();
    scripted.terminate();
  }
});
