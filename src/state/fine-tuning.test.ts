/** Open-QA with the models of a REALM run of one's own, and with which models a run begins that is taken up again. */
import { describe, expect, it } from 'vitest';
import { initialModels, readState, withoutMoments } from '../run/checkpoint.ts';
import type { CheckpointFiles } from '../run/records.ts';
import { readSafetensors, writeSafetensors } from '../run/safetensors.ts';
import { resolvePreset } from '../systems/presets.ts';
import type { QaConfig } from '../systems/qa/settings.ts';
import { RetrogradError } from '../util/errors.ts';
import { inEnglish } from '../util/sentence.ts';
import { configOfCheckpoint } from './checkpoint-config.ts';
import { fineTune } from './fine-tuning.ts';
import type { Session } from './session.ts';
import type { SavedCheckpoint } from './storage.ts';
import { newSession } from './testing/new-session.ts';

async function saved(session: Session): Promise<SavedCheckpoint> {
  const files = await session.client.checkpoint();
  const { runId, phase, step } = readState(files);
  return { savedAt: 0, runId, phase, step, config: configOfCheckpoint(files), files };
}

/** The one parameter of the stand-in. */
const weightOf = ({ weights }: CheckpointFiles) => readSafetensors(weights).tensors.get('weight')!.data[0];

/** The same checkpoint, trained to another weight. */
function withWeight(files: CheckpointFiles, weight: number): CheckpointFiles {
  const { tensors, metadata } = readSafetensors(files.weights);
  const trained = new Map(tensors).set('weight', { shape: [1], data: Float32Array.of(weight) });
  return { ...files, weights: writeSafetensors({ tensors: trained, metadata }) };
}

/** A REALM run of 50 steps, with another seed and width than those of its preset; its weight is 7. */
async function trainedRealm() {
  const made = newSession({ pace: 'free' });
  const { session } = made;
  session.setSetting('seed', 3);
  session.setSetting('retriever.width', 16);
  await session.step(50);
  const files = withWeight(await session.client.checkpoint(), 7);
  await session.openCheckpoint(files, configOfCheckpoint(files));
  session.forgetUndo();
  return { ...made, files };
}

const isRealm = (session: Session) =>
  expect(session.state).toMatchObject({ info: { config: { system: 'realm' } }, now: { phase: 'joint', step: 0 } });

describe('Open-QA with the models of the run on screen', () => {
  it('has its settings and its models, and undo restores the run', async () => {
    const { session, worker } = await trainedRealm();
    const before = session.state.measured!;
    expect(await fineTune(session)).toBe(true);
    const { config } = session.state.info!;
    expect(config).toMatchObject({ system: 'qa', preset: 'qa-smoke', seed: 3, qa: { init: 'checkpoint' } });
    expect((config as QaConfig).retriever.width).toBe(16);
    expect(session.state).toMatchObject({
      status: 'ready',
      now: { phase: 'qa', step: 0 },
      undoable: { system: 'realm' },
    });
    expect(weightOf(await session.client.checkpoint())).toBe(7);
    expect(session.state.notices.map(({ message }) => inEnglish(message)).join()).toContain(
      'begins with the retriever and reader',
    );
    const [query] = worker().requests.flatMap((one) => (one.type === 'open' && one.query.init ? [one.query] : []));
    expect(readState(query!.init!).runId).toBe(before.runId);
    await session.step(4);
    expect(await session.undo()).toBe(true);
    isRealm(session);
    expect(session.state.measured!.runId).toBe(before.runId);
  });

  it('is opened from the saved run where that is not open', async () => {
    const { session } = await trainedRealm();
    const checkpoint = await saved(session);
    const later = newSession({ pace: 'free' }).session;
    later.restore(structuredClone(session.saved()), checkpoint);
    expect(later.state.info).toBeNull();
    expect(await fineTune(later)).toBe(true);
    expect(later.state).toMatchObject({ info: { config: { system: 'qa' } }, undoable: { system: 'realm' } });
    expect(weightOf(await later.client.checkpoint())).toBe(7);
    await later.undo();
    isRealm(later);
  });

  it('says nothing of a run that was not opened because another change was under way', async () => {
    const { session } = await trainedRealm();
    const both = await Promise.all([session.reset(), fineTune(session)]);
    expect(both).toEqual([true, true]);
    expect(session.state).toMatchObject({ info: { config: { system: 'realm' } }, notices: [] });
  });

  it('leaves the run as it was where it is refused', async () => {
    const { session, worker } = await trainedRealm();
    const { host } = worker();
    const open = host.open.bind(host);
    host.open = async (query, hooks) => {
      if (query.config.system === 'qa') throw new RetrogradError('bad-corpus', 'It has no question with an answer.');
      return open(query, hooks);
    };
    expect(await fineTune(session)).toBe(false);
    isRealm(session);
    expect(session.state).toMatchObject({ error: { code: 'bad-corpus' }, undoable: null, draft: { system: 'realm' } });
  });
});

describe('a run that began with the models of another one', () => {
  const begun = async () => {
    const made = await trainedRealm();
    await fineTune(made.session);
    await made.session.step(4);
    return made;
  };
  const expectBegun = async (session: Session) => {
    expect(session.state).toMatchObject({ info: { config: { system: 'qa' } }, now: { phase: 'qa', step: 0 } });
    const files = await session.client.checkpoint();
    expect(weightOf(files)).toBe(7);
    expect(weightOf(initialModels(files)!)).toBe(7);
  };
  /** Its checkpoint with parameters that were trained since. */
  const trainedOn = async (session: Session): Promise<SavedCheckpoint> => {
    const checkpoint = await saved(session);
    return { ...checkpoint, files: withWeight(checkpoint.files, 9) };
  };

  it('begins with them when it is reset', async () => {
    const { session } = await begun();
    await session.reset();
    await expectBegun(session);
  });

  it('begins with them when it was replaced and restored, and after a crash', async () => {
    const { session, worker } = await begun();
    await session.reset();
    await session.undo();
    expect(session.state.now).toEqual({ phase: 'qa', step: 4 });
    session.setResumable(await trainedOn(session));
    worker().crash('out of memory');
    expect(await session.resume()).toBe(true);
    expect(weightOf(await session.client.checkpoint())).toBe(9);
    await session.reset();
    await expectBegun(session);
  });

  it('begins with them after a reload, and after one more', async () => {
    let { session } = await begun();
    for (let reload = 0; reload < 2; reload++) {
      const checkpoint = await trainedOn(session);
      const later = newSession({ pace: 'free' }).session;
      later.restore(structuredClone(session.saved()), checkpoint);
      expect(await later.resume()).toBe(true);
      expect(weightOf(await later.client.checkpoint())).toBe(9);
      session = later;
    }
    await session.reset();
    await expectBegun(session);
  });

  it('begins with them after a reload before it is resumed: as a new run, and when it is reset, which undo takes back', async () => {
    const { session } = await begun();
    const checkpoint = await trainedOn(session);
    const reloaded = () => {
      const later = newSession({ pace: 'free' }).session;
      later.restore(structuredClone(session.saved()), checkpoint);
      later.setSetting('qa.batch', 2);
      return later;
    };
    const anew = reloaded();
    expect(await anew.openDraft()).toBe(true);
    await expectBegun(anew);
    const again = reloaded();
    expect(await again.reset()).toBe(true);
    await expectBegun(again);
    expect(again.state).toMatchObject({ draft: { qa: { batch: 2 } }, undoable: { phase: 'qa', step: 4 } });
    expect(await again.undo()).toBe(true);
    expect(weightOf(await again.client.checkpoint())).toBe(9);
  });

  it('begins with them as a new run with other settings of fine-tuning, and not where they do not fit', async () => {
    const { session } = await begun();
    session.setSetting('qa.batch', 2);
    expect(await session.openDraft()).toBe(true);
    await expectBegun(session);
    session.setSetting('qa.init', 'ict');
    expect(await session.openDraft()).toBe(true);
    expect(weightOf(await session.client.checkpoint())).toBe(0);
    // and they are no longer those of the run on screen
    session.setSetting('qa.init', 'checkpoint');
    await session.openDraft();
    expect(weightOf(await session.client.checkpoint())).toBe(0);
  });

  it('begins with them although its preset names others', async () => {
    const { files } = await trainedRealm();
    const { session } = newSession({ pace: 'free', startOf: async () => ({ init: withWeight(files, 5) }) });
    await session.openWithModels(files, resolvePreset('qa-2l', { corpus: 'bios' }));
    await session.step(1);
    await session.reset();
    expect(weightOf(await session.client.checkpoint())).toBe(7);
  });

  it('stays as it is where the trainer does not know them', async () => {
    const { session } = await begun();
    const { files, config } = await saved(session);
    // as an earlier version saved it
    await session.openCheckpoint(withoutMoments(files), config);
    session.forgetUndo();
    expect(await session.reset()).toBe(false);
    expect(session.state).toMatchObject({ error: { code: 'bad-option' }, undoable: null });
    expect(session.state.error!.message).toContain('was saved without them');
    expect(session.state).toMatchObject({ status: 'paused', now: { phase: 'qa', step: 4 } });
  });
});
