/** What is known about kernels, in the IndexedDB of a real browser, and in the real train worker. */
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KernelMemory } from '../graph/kernel-memory.ts';
import { shapeOfJob } from '../graph/matmul.ts';
import { inTime } from '../util/testing/in-time.ts';
import { KernelCache } from './kernel-cache.ts';
import { RecordedRun, tinyConfig } from './testing/tiny-run.ts';

const name = 'kernels-test';
const open = (browser = 'Browser 1') => new KernelCache(browser, name);
const passed = (...proofs: string[]): KernelMemory => ({
  proofs: Object.fromEntries(proofs.map((proof) => [proof, ''])),
  measured: {},
});
const measured = (variant: string) => ({ variant, ms: { [variant]: 1 }, version: 'v' });

/** Puts a value into the database as another version of the page could. */
async function put(value: unknown, key: string, version = 2, store = 'adapters') {
  const db = await openDB(name, version, { upgrade: (fresh) => void fresh.createObjectStore(store) });
  await db.put(store, value, key);
  db.close();
}

const isProduct = (job: string) => shapeOfJob(job) !== undefined;

describe('what is known about kernels', () => {
  beforeEach(() => deleteDB(name));
  afterEach(() => deleteDB(name));

  it('is kept by adapter and by version of the browser', async () => {
    await open().add('card', passed('a'));
    expect(await open().read('card')).toEqual(passed('a'));
    expect(await open().read('other card')).toBeUndefined();
    expect(await open('Browser 2').read('card')).toBeUndefined();
  });

  it('grows by what two tabs find at the same time; what is newer counts', async () => {
    await open().add('card', { proofs: { a: 'differs' }, measured: { job: measured('x') } });
    await Promise.all([
      open().add('card', { proofs: { a: '' }, measured: {} }),
      open().add('card', { proofs: { b: '' }, measured: { job: measured('y') } }),
    ]);
    expect(await open().read('card')).toEqual({ proofs: { a: '', b: '' }, measured: { job: measured('y') } });
  });

  it('is bounded: the oldest proofs and adapters go first', async () => {
    await open().add('card', passed('old', ...Array.from({ length: 999 }, (_, i) => `proof ${i}`)));
    await open().add('card', passed('new'));
    const { proofs } = (await open().read('card'))!;
    expect([Object.keys(proofs).length, 'old' in proofs, 'new' in proofs]).toEqual([1000, false, true]);
    for (let i = 0; i < 8; i++) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      await open().add(`card ${i}`, passed('a'));
    }
    expect(await open().read('card')).toBeUndefined();
    expect(await open().read('card 0')).toEqual(passed('a'));
  });

  it('is ignored where it is damaged, and written anew', async () => {
    await put({ proofs: { a: 7 } }, 'card · Browser 1');
    expect(await open().read('card')).toBeUndefined();
    await open().add('card', passed('a'));
    expect(await open().read('card')).toEqual(passed('a'));
  });

  it('takes the place of the choices that version 1 had timed by submits', async () => {
    await put({ 'nn 4×4×4': { variant: 'plain', ms: { plain: 1 } } }, 'card', 1, 'choices');
    expect(await open().read('card')).toBeUndefined();
    await open().add('card', passed('a'));
    expect(await open().read('card')).toEqual(passed('a'));
  });

  it('goes to a text and comes back in another session; a damaged text is ignored', async () => {
    await open().add('card', passed('a'));
    const text = await open().export();
    await deleteDB(name);
    for (const damaged of ['', '{', '[1]', '{"card · Browser 1":{"proofs":[]}}', text.slice(0, -3)]) {
      await open().import(damaged);
    }
    expect(await open().read('card')).toBeUndefined();
    await open().import(text);
    expect(await open().read('card')).toEqual(passed('a'));
  });
});

it('lets a second worker begin warm: what is proved is not proved again', async () => {
  await deleteDB('retrograd-kernels');
  const cache = new KernelCache();
  /** Opens a run in a worker of its own, and waits until what it found is kept. */
  const begin = async () => {
    const run = new RecordedRun();
    try {
      const { session } = await run.client.open({ runId: 'a', config: tinyConfig });
      await inTime(async () => expect(await cache.read(session.adapter)).toBeDefined());
      return { adapter: session.adapter, report: run.of('kernels')[0]!.report };
    } finally {
      run.client.close();
    }
  };
  const { adapter, report } = await begin();
  const { proofs } = (await cache.read(adapter))!;
  expect(Object.keys(proofs).length).toBeGreaterThan(2);
  expect(new Set(Object.values(proofs))).toEqual(new Set(['']));
  const warm = await begin();
  expect(warm.report.chosen).toEqual(report.chosen);
  expect(warm.report.pipelines).toBeLessThan(report.pipelines);

  // a failed proof is kept with its reason, and believed
  const failed = Object.fromEntries(Object.keys(proofs).map((proof) => [proof, 'differs']));
  await cache.add(adapter, { proofs: failed, measured: {} });
  const { dropped, chosen } = (await begin()).report;
  expect(new Set(Object.values(dropped))).toEqual(new Set(['differs']));
  const used = (kernels: typeof chosen) =>
    Object.entries(kernels)
      // those of attention are the plainest, which need no proof
      .filter(([job]) => isProduct(job))
      .map(([job, { variant }]) => `${variant}, ${job.slice(0, 2)}`);
  for (const kernel of used(report.chosen)) expect(Object.keys(dropped)).toContain(kernel);
  for (const kernel of used(chosen)) expect(Object.keys(dropped)).not.toContain(kernel);
  await deleteDB('retrograd-kernels');
});
