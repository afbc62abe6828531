import { describe, expect, it } from 'vitest';
import { readState } from '../run/checkpoint.ts';
import { resolvePreset } from '../systems/presets.ts';
import type { RealmProbes } from '../systems/realm/probes.ts';
import type { RealmConfig } from '../systems/realm/settings.ts';
import { type ClientEvent, TrainClient } from './client.ts';
import { type StandInOptions, StandInWorker } from './testing/stand-in.ts';

const config = resolvePreset<RealmConfig>('smoke', { bios: { people: 8 } });

function newClient(options?: StandInOptions) {
  const worker = new StandInWorker(options);
  const client = new TrainClient(() => worker);
  const events: ClientEvent[] = [];
  client.subscribe((event) => events.push(event));
  const steps = (phase: string) =>
    events.flatMap((event) =>
      event.type === 'steps' && event.phase === phase ? event.records.map(({ step }) => step) : [],
    );
  return { worker, client, events, steps };
}

describe('the stand-in for the train worker', () => {
  it('takes a whole run at once, with every evaluation once', async () => {
    const { client, events, steps } = newClient();
    const { session, moment } = await client.open({ runId: 'a', config });
    expect(moment).toEqual({ phase: 'ict', step: 0 });
    expect(session.phases.map(({ id }) => id)).toEqual(['ict', 'warmup', 'joint']);
    expect(await client.step(1000)).toEqual({ phase: 'joint', step: 60 });
    expect(steps('joint')).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    const evaluations = events.flatMap((event) => (event.type === 'evaluation' ? [event.evaluation] : []));
    expect(evaluations.map(({ phase, step }) => [phase, step])).toEqual([
      ['ict', 20],
      ['warmup', 30],
      ['joint', 30],
      ['joint', 60],
    ]);
    expect(Object.keys(evaluations[0]!.metrics).sort()).toEqual(
      session.metrics.flatMap(({ id, at }) => (at.includes('evaluation') ? [id] : [])).sort(),
    );
    client.close();
  });

  it('takes as many steps as a test releases, and answers questions meanwhile', async () => {
    const { worker, client, events, steps } = newClient({ pace: 'manual' });
    await client.open({ runId: 'a', config });
    await client.play();
    await worker.advance(4);
    await worker.advance(3);
    expect(steps('ict')).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(readState(await client.checkpoint())).toMatchObject({ runId: 'a', phase: 'ict', step: 7 });
    expect(await client.probes<RealmProbes>()('example', { index: 0 })).toBeNull();
    const step = client.step(2);
    await worker.advance(5);
    expect(await step).toEqual({ phase: 'ict', step: 9 });
    expect(events.at(-1)).toMatchObject({ type: 'state', state: 'paused' });
    await client.play();
    await worker.advance(1);
    expect(await client.pause()).toEqual({ phase: 'ict', step: 10 });
    await client.play();
    await worker.advance(1000);
    expect(events.at(-1)).toMatchObject({ type: 'state', state: 'finished', moment: { phase: 'joint', step: 60 } });
    client.close();
  });

  it('is settled when what follows from answers is answered too, and the run stands or a step is held', async () => {
    const { worker, client } = newClient({ pace: 'manual' });
    await client.open({ runId: 'a', config });
    let answers = 0;
    const askOn = async () => {
      for (let i = 0; i < 20; i++, answers++) await client.probes<RealmProbes>()('example', { index: i });
    };
    void askOn();
    await worker.settled();
    expect(answers).toBe(20);
    // a held step leaves its request without an answer
    let taken = false;
    const step = client.step(1).then(() => (taken = true));
    void askOn();
    await worker.settled();
    expect([answers, taken]).toEqual([40, false]);
    await worker.advance(1);
    await step;
    client.close();
    const free = newClient({ pace: 'free' });
    await free.client.open({ runId: 'b', config });
    await free.client.play();
    await free.worker.settled();
    expect(free.events.at(-1)).toMatchObject({ type: 'state', state: 'finished' });
    free.client.close();
  });

  it('begins where a played run should begin', async () => {
    const { worker, client, steps } = newClient({ pace: 'manual', fastForwardTo: 25 });
    await client.open({ runId: 'a', config });
    await client.play();
    await worker.advance(1);
    expect([steps('ict').length, steps('warmup').length]).toEqual([20, 6]);
    client.close();
  });

  it('loses its device while a step is held, dies, and goes on from a checkpoint', async () => {
    const { worker, client, events } = newClient({ pace: 'manual' });
    await client.open({ runId: 'a', config });
    const step = client.step(5);
    await worker.advance(2);
    const checkpoint = await client.checkpoint();
    worker.host.loseDevice('the driver was updated');
    await expect(step).rejects.toMatchObject({ code: 'device-lost', message: expect.stringContaining('driver') });
    await expect(client.play()).rejects.toMatchObject({ code: 'bad-option' });
    expect(events.filter(({ type }) => type === 'failed')).toMatchObject([{ error: { code: 'device-lost' } }]);
    expect((await client.open({ runId: 'b', config, checkpoint })).moment).toEqual({ phase: 'ict', step: 2 });
    worker.crash('out of memory');
    expect(events.at(-1)).toMatchObject({ type: 'died', error: { code: 'worker-died' } });
  });
});
