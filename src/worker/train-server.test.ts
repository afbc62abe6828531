import { describe, expect, it } from 'vitest';
import type { Moment, SessionInfo } from '../run/records.ts';
import { defaultRealmConfig as config } from '../systems/realm/settings.ts';
import { RetrogradError } from '../util/errors.ts';
import type { QuestionType, TrainMessage, TrainRequest } from './protocol.ts';
import type { HostedRun } from './stepped-run.ts';
import { type HostHooks, type RunHost, TrainServer } from './train-server.ts';

/** Parts of the probe `long`, each of which takes a turn. */
const longProbe = 1000;

/** A run of ten steps whose every turn a test may hold up or break. */
class TestRun implements HostedRun {
  step = 0;
  finishes = 10;
  isGone = false;
  evaluating: Moment | null = null;
  /** Awaited before each step, and before what is on the GPU has settled. */
  onAdvance: () => Promise<void> | void = () => {};
  onSettle: () => Promise<void> | void = () => {};

  constructor(private runId: string) {}

  get info(): SessionInfo {
    const phases = [{ id: 'only', steps: this.finishes }];
    return { runId: this.runId, phases, metrics: [] as const } as unknown as SessionInfo;
  }

  get moment(): Moment {
    return { phase: 'only', step: this.step };
  }

  get finished(): boolean {
    return this.step >= this.finishes;
  }

  async advance(): Promise<boolean> {
    if (this.finished) return false;
    await this.onAdvance();
    this.step++;
    return true;
  }

  async settle(): Promise<void> {
    await this.onSettle();
  }

  async ask(name: string, _query: unknown, onProgress: (done: number, total: number) => void): Promise<unknown> {
    if (name === 'broken') throw new TypeError('undefined is not a function');
    for (let done = 1; name === 'long' && done <= longProbe; done++) {
      onProgress(done, longProbe);
      await turn();
    }
    return name;
  }

  async checkpoint() {
    return { weights: new ArrayBuffer(4), config: '{}', tokenizer: '{}' };
  }

  async reset(runId: string): Promise<void> {
    this.step = 0;
    this.runId = runId;
  }

  abandon(): void {
    this.isGone = true;
  }

  async destroy(): Promise<void> {
    this.isGone = true;
  }
}

class TestHost implements RunHost {
  onLost: RunHost['onLost'] = null;
  readonly runs: TestRun[] = [];
  hooks!: HostHooks;
  /** Awaited while a run is opened. */
  opening: Promise<void> = Promise.resolve();
  /** The device is lost, and the news comes when `lostReason` is asked for. */
  lost: string | null = null;

  async open({ runId }: { runId: string }, hooks: HostHooks): Promise<HostedRun> {
    this.hooks = hooks;
    hooks.onProgress('loading-corpus', 0, 1);
    await this.opening;
    this.runs.push(new TestRun(runId));
    return this.runs.at(-1)!;
  }

  takeSpans(): null {
    return null;
  }

  async lostReason(): Promise<string | null> {
    if (this.lost !== null) this.onLost!(this.lost);
    return this.lost;
  }

  loseDevice(): void {
    this.lost = 'destroyed';
    this.onLost!(this.lost);
  }
}

function newServer() {
  const host = new TestHost();
  const messages: TrainMessage[] = [];
  const server = new TrainServer((message) => messages.push(message), host);
  let nextId = 1;
  const ask = (type: QuestionType, query: unknown = null): Promise<unknown> => {
    const id = nextId++;
    server.receive({ id, type, query } as TrainRequest);
    return new Promise((resolve, reject) => {
      const look = () => {
        const reply = messages.find((one) => 'id' in one && one.id === id && one.type !== 'progress');
        if (reply?.type === 'answer') resolve(reply.answer);
        else if (reply?.type === 'refusal') reject(reply.error);
        else setTimeout(look);
      };
      look();
    });
  };
  const open = async (runId = 'a') => {
    await ask('open', { runId, config });
    return host.runs.at(-1)!;
  };
  const events = () => messages.filter((one) => !('id' in one));
  return { host, ask, open, messages, events };
}

const at = (step: number) => ({ phase: 'only', step });
const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

/** A promise and what settles it. */
function held() {
  let release!: () => void;
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}

describe('opening', () => {
  it('refuses the first of two at once with cancelled; the second answers with its own session', async () => {
    const { ask, host } = newServer();
    const first = ask('open', { runId: 'a', config });
    const second = ask('open', { runId: 'b', config });
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    expect(await second).toMatchObject({ session: { runId: 'b' } });
    expect(host.runs.filter(({ isGone }) => !isGone)).toHaveLength(1);
  });

  it('ends a run that was opened too late, and keeps the one before until another stands', async () => {
    const { ask, open, host } = newServer();
    const before = await open();
    const slow = held();
    host.opening = slow.promise;
    const overtaken = ask('open', { runId: 'b', config });
    await turn();
    const last = ask('open', { runId: 'c', config });
    expect(before.isGone).toBe(false);
    slow.release();
    await expect(overtaken).rejects.toMatchObject({ code: 'cancelled' });
    expect(await last).toMatchObject({ session: { runId: 'c' } });
    expect(host.runs.map(({ isGone }) => isGone)).toEqual([true, true, false]);
  });

  it('drops events and faults of a run that is open no more', async () => {
    const { open, host, events } = newServer();
    await open();
    const { hooks } = host;
    await open('b');
    hooks.onEvent({ type: 'warning', message: 'late' });
    hooks.onFault(new RetrogradError('gpu-validation', 'late'));
    expect(events()).toEqual([]);
    host.hooks.onFault(new RetrogradError('gpu-validation', 'refused'));
    expect(events()).toMatchObject([{ type: 'failed', runId: 'b', error: { code: 'gpu-validation' } }]);
  });

  it('refuses every question before there is a run', async () => {
    const { ask } = newServer();
    for (const type of ['play', 'pause', 'checkpoint'] as const) {
      await expect(ask(type)).rejects.toMatchObject({ code: 'bad-option' });
    }
    await expect(ask('step', { count: 1 })).rejects.toMatchObject({ code: 'bad-option' });
    await expect(ask('reset', { runId: 'b' })).rejects.toMatchObject({ code: 'bad-option' });
  });
});

describe('steps', () => {
  it('of two requests before the loop turns are all done, each answered when its own are', async () => {
    const { ask, open } = newServer();
    const run = await open();
    const [two, three] = [ask('step', { count: 2 }), ask('step', { count: 3 })];
    expect([await two, await three]).toEqual([at(2), at(5)]);
    expect(run.step).toBe(5);
  });

  it('are done where they are requested while the loop settles', async () => {
    const { ask, open } = newServer();
    const run = await open();
    const settling = held();
    let settles = 0;
    run.onSettle = () => (++settles === 2 ? settling.promise : undefined);
    await ask('step', { count: 2 });
    await turn();
    const more = ask('step', { count: 3 });
    await turn();
    settling.release();
    expect(await more).toEqual(at(5));
  });

  it('go on where play is requested while the loop settles', async () => {
    const { ask, open } = newServer();
    const run = await open();
    const settling = held();
    let settles = 0;
    run.onSettle = () => (++settles === 2 ? settling.promise : undefined);
    await ask('step', { count: 1 });
    await turn();
    await ask('play', { until: [] });
    settling.release();
    await turn();
    expect(await ask('pause')).toEqual(at(10));
  });

  it('while it plays are so many more, then a pause', async () => {
    const { ask, open, events } = newServer();
    const run = await open();
    run.finishes = 1e9;
    await ask('play', { until: [] });
    const before = run.step;
    const after = (await ask('step', { count: 3 })) as Moment;
    expect(after.step).toBeGreaterThanOrEqual(before + 3);
    await turn();
    expect(run.step).toBe(after.step);
    expect(events().at(-1)).toMatchObject({ type: 'state', state: 'paused', moment: after });
  });

  it('are answered when a pause or the end comes before', async () => {
    const { ask, open } = newServer();
    const run = await open();
    run.onAdvance = turn;
    const many = ask('step', { count: 100 });
    await turn();
    const paused = await ask('pause');
    expect(await many).toEqual(paused);
    expect(await ask('step', { count: 100 })).toEqual(at(10));
  });

  it.each([0, -1, 0.5, Number.NaN, '3', null])('are refused where their number is %j', async (count) => {
    const { ask, open } = newServer();
    const run = await open();
    await expect(ask('step', { count })).rejects.toMatchObject({ code: 'bad-option' });
    expect(run.step).toBe(0);
  });
});

describe('a question', () => {
  it('that fails is refused by itself, and training goes on', async () => {
    const { ask, open, events } = newServer();
    const run = await open();
    run.finishes = 1e9;
    await ask('play', { until: [] });
    await expect(ask('probe', { name: 'broken', query: null })).rejects.toMatchObject({ code: 'internal' });
    expect(await ask('probe', { name: 'sound', query: null })).toBe('sound');
    const { step } = run;
    await turn();
    expect(run.step).toBeGreaterThan(step);
    expect(events().map(({ type }) => type)).toEqual(['state']);
    await ask('pause');
  });

  it('is answered between two steps', async () => {
    const { ask, open } = newServer();
    const run = await open();
    const stepping = held();
    run.onAdvance = () => stepping.promise;
    const stepped = ask('step', { count: 1 });
    let answered = false;
    const asked = ask('probe', { name: 'x', query: null }).then(() => (answered = true));
    await turn();
    expect(answered).toBe(false);
    stepping.release();
    await asked;
    expect(await stepped).toEqual(at(1));
  });

  it('that is cancelled ends at its next progress, and what waits behind it begins', async () => {
    const { ask, open, messages } = newServer();
    const run = await open();
    const long = expect(ask('probe', { name: 'long', query: null })).rejects.toMatchObject({ code: 'cancelled' });
    await turn();
    const shown = () => messages.filter(({ type }) => type === 'progress').length;
    const before = shown();
    expect(before).toBeGreaterThan(0);
    const stepped = ask('step', { count: 2 });
    // the requests so far: open, probe, step
    await ask('cancel', { probe: 2 });
    await long;
    expect(shown()).toBeLessThan(before + 10);
    await stepped;
    expect(run.step).toBe(2);
    expect(await ask('probe', { name: 'next', query: null })).toBe('next');
  });

  it('that is cancelled before it begins is not asked; a cancellation that comes too late changes nothing', async () => {
    const { ask, open } = newServer();
    const run = await open();
    const asked: string[] = [];
    run.ask = async (name) => asked.push(name);
    const first = ask('probe', { name: 'first', query: null });
    const second = expect(ask('probe', { name: 'second', query: null })).rejects.toMatchObject({ code: 'cancelled' });
    await ask('cancel', { probe: 3 });
    await second;
    await first;
    await ask('cancel', { probe: 2 });
    expect(await ask('probe', { name: 'third', query: null })).toBe(2);
    expect(asked).toEqual(['first', 'third']);
  });

  it('holds no request for steps up: the run plays at once, tells what it waits for, and steps when the answer is there', async () => {
    const { ask, open, events } = newServer();
    const run = await open();
    run.finishes = 1e9;
    const first = held();
    const answered: string[] = [];
    run.ask = async (name, _query, onProgress) => {
      if (name === 'first') {
        onProgress?.(1, 4);
        await first.promise;
        onProgress?.(2, 4);
      }
      answered.push(`${name} at ${run.step}`);
      return name;
    };
    const asked = [ask('probe', { name: 'first', query: null }), ask('probe', { name: 'second', query: null })];
    expect(await ask('play', { until: [] })).toEqual(at(0));
    const waiting = { type: 'preparing', stage: 'answering-question' };
    expect(events()).toMatchObject([
      { type: 'state', state: 'running' },
      { ...waiting, done: 0, total: 1 },
    ]);
    const third = ask('probe', { name: 'third', query: null });
    await turn();
    expect([run.step, answered]).toEqual([0, []]);
    first.release();
    expect(await Promise.all(asked)).toEqual(['first', 'second']);
    expect(events().at(-1)).toMatchObject({ ...waiting, done: 2, total: 4 });
    await third;
    expect(answered).toEqual(['first at 0', 'second at 0', expect.stringMatching(/^third at [1-9]/)]);
    await ask('pause');
  });

  it('is never answered beside another, also if it waited when the run failed', async () => {
    const { ask, open } = newServer();
    const run = await open();
    const [stepping, answering] = [held(), held()];
    run.onAdvance = async () => {
      await stepping.promise;
      throw new RetrogradError('not-finite', 'The loss became NaN.');
    };
    const begun: string[] = [];
    run.ask = async (name) => {
      begun.push(name);
      await answering.promise;
    };
    const probe = (name: string) => ask('probe', { name, query: null });
    const stepped = ask('step', { count: 1 }).catch(({ code }) => code);
    await turn();
    const asked = [probe('first'), probe('second')];
    await turn();
    stepping.release();
    expect(await stepped).toBe('not-finite');
    asked.push(probe('third'));
    await turn();
    expect(begun).toEqual(['first']);
    answering.release();
    await Promise.all(asked);
    expect(begun).toEqual(['first', 'second', 'third']);
  });

  it('that is being answered does not begin steps that were taken back', async () => {
    const { ask, open, events } = newServer();
    const run = await open();
    const answer = held();
    run.ask = async () => answer.promise;
    const asked = ask('probe', { name: 'x', query: null });
    await ask('play', { until: [] });
    const paused = ask('pause');
    await turn();
    answer.release();
    expect([await paused, await asked, run.step]).toEqual([at(0), undefined, 0]);
    expect(events().at(-1)).toMatchObject({ type: 'state', state: 'paused' });
  });

  it('that is being answered keeps its run until then, where another is opened or it is reset or saved', async () => {
    const { ask, open } = newServer();
    const run = await open();
    const answer = held();
    run.ask = async () => answer.promise.then(() => run.isGone);
    run.checkpoint = async () => 'saved' as never;
    const asked = ask('probe', { name: 'x', query: null });
    const order: string[] = [];
    const later = [
      ask('checkpoint').then(() => order.push('saved')),
      ask('reset', { runId: 'b' }).then(() => order.push('reset')),
      open('c').then(() => order.push('opened')),
    ];
    await turn();
    expect(order).toEqual([]);
    answer.release();
    expect(await asked).toBe(false);
    await Promise.all(later);
    expect(order).toEqual(['saved', 'reset', 'opened']);
  });

  it('that waits when the run fails is answered all the same', async () => {
    const { ask, open, events } = newServer();
    const run = await open();
    const stepping = held();
    run.onAdvance = async () => {
      await stepping.promise;
      throw new RetrogradError('not-finite', 'The loss became NaN.');
    };
    const stepped = ask('step', { count: 1 });
    const checkpoint = ask('checkpoint');
    await turn();
    stepping.release();
    await expect(stepped).rejects.toMatchObject({ code: 'not-finite' });
    expect(await checkpoint).toMatchObject({ config: '{}' });
    expect(events().map(({ type }) => type)).toEqual(['state', 'failed', 'state']);
  });
});

describe('the loss of the device', () => {
  const broken = () => Promise.reject(new Error('A valid external Instance reference no longer exists.'));
  const lost = (host: TestHost) => {
    host.loseDevice();
    return broken();
  };
  const places: [string, (run: TestRun, host: TestHost) => void][] = [
    ['in a step, known before its error', (run, host) => (run.onAdvance = () => lost(host))],
    [
      'in a step, known after its error',
      (run, host) => {
        run.onAdvance = () => {
          host.lost = 'destroyed';
          return broken();
        };
      },
    ],
    ['in a step that is done all the same', (run, host) => (run.onAdvance = () => host.loseDevice())],
    ['while it settles', (run, host) => (run.onSettle = () => lost(host))],
    ['while it settles, without an error', (run, host) => (run.onSettle = () => host.loseDevice())],
    [
      'in a step that is cancelled by the end of the index',
      (run, host) => {
        run.onAdvance = () => {
          host.loseDevice();
          throw new RetrogradError('cancelled', 'The index was closed.');
        };
      },
    ],
  ];

  it.each(places)('%s: one failure, device-lost, and nothing after it', async (_, lose) => {
    const { ask, open, host, events } = newServer();
    const run = await open();
    lose(run, host);
    const stepped = ask('step', { count: 1 });
    const probed = ask('probe', { name: 'x', query: null }).catch(({ code }) => code);
    await expect(stepped).rejects.toMatchObject({ code: 'device-lost' });
    expect(['device-lost', 'bad-option']).toContain(await probed);
    await turn();
    expect(events().map(({ type }) => type)).toEqual(['state', 'failed']);
    expect(events().at(-1)).toMatchObject({ error: { code: 'device-lost' }, runId: 'a' });
    expect(run.isGone).toBe(true);
    await expect(ask('play', { until: [] })).rejects.toMatchObject({ code: 'bad-option' });
    host.lost = null;
    await open('b');
    expect(await ask('step', { count: 2 })).toEqual(at(2));
  });

  it('names the evaluation that was under way, and no checkpoint, of which the trainer knows nothing', async () => {
    const { ask, open, host, events } = newServer();
    const run = await open();
    run.evaluating = at(3);
    run.onAdvance = () => lost(host);
    await ask('step', { count: 1 }).catch(() => {});
    expect(events().at(-1)).toMatchObject({ type: 'failed', evaluating: at(3) });
    expect(events().at(-1)).not.toMatchObject({ error: { message: expect.stringContaining('checkpoint') } });
  });

  it('while another run is opened refuses that one, and fails the one that was open', async () => {
    const { ask, open, host, events } = newServer();
    await open();
    const slow = held();
    host.opening = slow.promise.then(broken);
    const opening = ask('open', { runId: 'b', config });
    await turn();
    host.loseDevice();
    slow.release();
    await expect(opening).rejects.toMatchObject({ code: 'device-lost' });
    expect(events()).toMatchObject([{ type: 'failed', runId: 'a', error: { code: 'device-lost' } }]);
  });

  it('while a run is reset refuses that', async () => {
    const { ask, open, host, events } = newServer();
    const run = await open();
    run.reset = async () => host.loseDevice();
    await expect(ask('reset', { runId: 'b' })).rejects.toMatchObject({ code: 'device-lost' });
    expect(events()).toMatchObject([{ type: 'failed', runId: 'a' }]);
  });
});
