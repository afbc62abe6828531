import { describe, expect, it } from 'vitest';
import { resolvePreset } from '../systems/presets.ts';
import { type MeasuredEntry, mostPinned, RunArchive, type RunCurves, readEntry } from './run-archive.ts';
import { memoryRuns } from './testing/memory-runs.ts';

const config = resolvePreset('smoke');
const measured = (runId: string, changedAt: number): MeasuredEntry => ({
  runId,
  config: { ...config, seed: changedAt },
  startedAt: changedAt - 1,
  changedAt,
  now: { phase: 'joint', step: 12 },
  trainedMs: 2000,
  adapter: 'a card',
  evaluations: [{ phase: 'joint', step: 10, metrics: { heldOutAccuracy: 0.5 }, skipped: {} }],
});
const curves: RunCurves = {
  history: { position: Float64Array.of(1, 2), loss: Float64Array.of(3, 2) },
  views: { example: { index: 1 } },
};

function newArchive(room?: number) {
  const storage = memoryRuns();
  const dropped: string[] = [];
  const archive = new RunArchive(storage, (entries) => dropped.push(...entries.map(({ runId }) => runId)), room);
  return { archive, storage, dropped, ids: () => archive.state.entries.map(({ runId }) => runId) };
}

describe('the runs that a browser keeps', () => {
  it('come back after a reload with name, note and pin; measuring again does not take these away', async () => {
    const { archive, storage } = newArchive();
    await archive.keep(measured('a', 1), curves);
    await archive.rename('a', '  Without null ');
    await archive.setNote('a', 'To be repeated.');
    await archive.setPinned('a', true);
    await archive.keep({ ...measured('a', 9), now: { phase: 'joint', step: 20 } }, curves);
    const again = new RunArchive(storage);
    await again.open();
    expect(again.state.entries).toHaveLength(1);
    expect(again.state.entries[0]).toMatchObject({
      name: 'Without null',
      note: 'To be repeated.',
      isPinned: true,
      startedAt: 0,
      changedAt: 9,
      now: { step: 20 },
    });
    expect((await again.curves('a'))!.history.loss).toEqual(Float64Array.of(3, 2));
  });

  it('stand with the pinned ones first, then the newest first', async () => {
    const { archive, ids } = newArchive();
    for (const [id, at] of [
      ['a', 1],
      ['b', 3],
      ['c', 2],
    ] as const)
      await archive.keep(measured(id, at), curves);
    expect(ids()).toEqual(['b', 'c', 'a']);
    await archive.setPinned('a', true);
    expect(ids()).toEqual(['a', 'b', 'c']);
  });

  it('are a limited number: the oldest that is not pinned goes, and that is told', async () => {
    const { archive, dropped, ids, storage } = newArchive(2);
    await archive.keep(measured('oldest', 1), curves);
    await archive.setPinned('oldest', true);
    for (const [id, at] of [
      ['b', 2],
      ['c', 3],
      ['d', 4],
    ] as const)
      await archive.keep(measured(id, at), curves);
    expect(ids()).toEqual(['oldest', 'd', 'c']);
    expect(dropped).toEqual(['b']);
    expect([...storage.columns.keys()].sort()).toEqual(['c', 'd', 'oldest']);
  });

  it('make room for a new run where the disk is full, and keep pinned ones', async () => {
    const { archive, storage, dropped, ids } = newArchive();
    for (const [id, at] of [
      ['a', 1],
      ['b', 2],
    ] as const)
      await archive.keep(measured(id, at), curves);
    await archive.setPinned('a', true);
    storage.room = 2;
    await archive.keep(measured('c', 3), curves);
    expect(ids()).toEqual(['a', 'c']);
    expect(dropped).toEqual(['b']);
    await archive.setPinned('c', true);
    await expect(archive.keep(measured('d', 4), curves)).rejects.toMatchObject({ code: 'storage-full' });
    expect(ids().sort()).toEqual(['a', 'c']);
  });

  const twoRuns = async (archive: RunArchive) => {
    await archive.keep(measured('a', 1), curves);
    await archive.keep(measured('b', 2), curves);
  };

  it('are deleted, and restored as they were', async () => {
    const { archive, storage, ids } = newArchive();
    await twoRuns(archive);
    await archive.setNote('a', 'kept');
    await archive.remove('a');
    expect(ids()).toEqual(['b']);
    await archive.undoRemove();
    expect([ids(), archive.state.removed]).toEqual([['b', 'a'], null]);
    expect(archive.state.entries[1]).toMatchObject({ note: 'kept' });
    expect(archive.state.entries[1]).not.toHaveProperty('removedAt');
    expect(storage.columns.has('a')).toBe(true);
    // only the last one can be restored: the curves of the one before are gone
    await archive.remove('a');
    await archive.remove('b');
    expect([...storage.columns.keys()]).toEqual(['b']);
    await archive.undoRemove();
    expect(ids()).toEqual(['b']);
  });

  it('can be restored with their curves when another tab was opened in between', async () => {
    const { archive, storage } = newArchive();
    await twoRuns(archive);
    await archive.remove('a');
    const other = new RunArchive(storage);
    await other.open();
    expect([other.state.entries.map(({ runId }) => runId), other.state.removed]).toEqual([['b'], null]);
    await other.remove('b');
    await archive.undoRemove();
    expect((await archive.curves('a'))!.history).toEqual(curves.history);
    await other.undoRemove();
    expect((await other.curves('b'))!.history).toEqual(curves.history);
  });

  it('are gone for good a day after they were deleted', async () => {
    const { archive, storage } = newArchive();
    await twoRuns(archive);
    await archive.remove('a');
    const visit = async (hours: number) => {
      const later = new RunArchive(storage, undefined, undefined, () => Date.now() + hours * 3_600_000);
      await later.open();
      return [...storage.entries.keys()];
    };
    expect(await visit(23)).toEqual(['a', 'b']);
    expect(await visit(25)).toEqual(['b']);
    expect([...storage.columns.keys()]).toEqual(['b']);
    await expect(archive.undoRemove()).rejects.toThrow('no longer kept');
    expect(archive.state.removed).toBeNull();
  });

  it('stay deleted while another tab trains them, and are restored with what it has measured since', async () => {
    const { archive, storage, ids } = newArchive();
    const other = new RunArchive(storage);
    await archive.keep(measured('a', 1), curves);
    await other.open();
    await other.remove('a');
    const longer: RunCurves = { history: { position: Float64Array.of(1, 2, 3) }, views: {} };
    expect(await archive.keep({ ...measured('a', 9), now: { phase: 'joint', step: 20 } }, longer)).toBe(false);
    expect([ids(), archive.state.removed?.runId]).toEqual([[], 'a']);
    await expect(archive.rename('a', 'late')).rejects.toThrow('no longer kept');
    await other.undoRemove();
    expect(other.state.entries).toMatchObject([{ runId: 'a', changedAt: 9, now: { step: 20 } }]);
    expect((await other.curves('a'))!.history).toEqual(longer.history);
    await archive.refresh();
    expect([ids(), archive.state.removed]).toEqual([['a'], null]);
    expect(await archive.keep(measured('a', 10), longer)).toBe(true);
  });

  it('stay deleted while another tab trains them, also when a further one is deleted', async () => {
    const { archive, storage, ids } = newArchive();
    const other = new RunArchive(storage);
    await twoRuns(archive);
    await other.open();
    await other.remove('a');
    await other.remove('b');
    expect(await archive.keep(measured('a', 9), curves)).toBe(false);
    expect(ids()).toEqual([]);
  });

  it('that were deleted make room first where the disk is full', async () => {
    const { archive, storage, dropped, ids } = newArchive();
    await twoRuns(archive);
    await archive.remove('b');
    storage.room = 2;
    await archive.keep(measured('c', 3), curves);
    expect([ids(), dropped, archive.state.removed]).toEqual([['c', 'a'], [], null]);
  });

  it('can be pinned up to a number that a chart can show', async () => {
    const { archive } = newArchive();
    for (let i = 0; i <= mostPinned; i++) await archive.keep(measured(`run ${i}`, i + 1), curves);
    for (let i = 0; i < mostPinned; i++) await archive.setPinned(`run ${i}`, true);
    await expect(archive.setPinned(`run ${mostPinned}`, true)).rejects.toThrow('unpin one of them first');
    await archive.setPinned('run 0', false);
    await archive.setPinned(`run ${mostPinned}`, true);
  });

  it('say so when another tab has deleted one', async () => {
    const { archive, storage, ids } = newArchive();
    await archive.keep(measured('a', 1), curves);
    await storage.remove(['a']);
    await expect(archive.rename('a', 'late')).rejects.toThrow('no longer kept');
    expect(ids()).toEqual([]);
    expect(storage.entries.size).toBe(0);
  });
});

describe('damaged records', () => {
  const whole = { ...measured('a', 1), name: '', note: '', isPinned: false };

  it('are read where they are whole', () => {
    expect(readEntry(whole)).toMatchObject({ runId: 'a' });
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'run'],
    ['no configuration', { ...whole, config: null }],
    ['a system that is not here', { ...whole, config: { ...config, system: 'other' } }],
    ['a phase that is not here', { ...whole, now: { phase: 'other', step: 1 } }],
    ['a step that is no number', { ...whole, now: { phase: 'joint', step: 'x' } }],
    ['evaluations that are none', { ...whole, evaluations: [{ phase: 'joint', step: 1 }] }],
    ['no time', { ...whole, changedAt: Number.NaN }],
    ['no name', { ...whole, name: undefined }],
  ])('are left out: %s', (_, stored) => expect(readEntry(stored)).toBeNull());

  it('are counted, can be deleted, and do not hide the others', async () => {
    const { archive, storage, ids } = newArchive();
    await archive.keep(measured('a', 1), curves);
    storage.entries.set('broken', { runId: 'broken', config: 3 });
    storage.entries.set('other id', structuredClone(storage.entries.get('a')));
    await archive.open();
    expect([ids(), archive.state.damaged]).toEqual([['a'], ['broken', 'other id']]);
    await archive.removeDamaged();
    expect([archive.state.damaged, [...storage.entries.keys()]]).toEqual([[], ['a']]);
  });

  it('curves that are damaged are none', async () => {
    const { archive, storage } = newArchive();
    await archive.keep(measured('a', 1), curves);
    for (const broken of [
      undefined,
      { history: { loss: [1, 2] } },
      { history: { a: Float64Array.of(1), b: new Float64Array(2) } },
    ]) {
      storage.columns.set('a', broken);
      const again = new RunArchive(storage);
      await again.open();
      expect(await again.curves('a')).toBeNull();
    }
  });
});
