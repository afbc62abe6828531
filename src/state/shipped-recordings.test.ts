import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Session } from './session.ts';
import { fetchShipped, openRecorded } from './shipped-recordings.ts';

const folder = 'public/recordings';

/** What holds a file back until it is to come, by its name. */
let gates: Record<string, Promise<void>> = {};

const broken = () =>
  new Response(new ReadableStream({ start: (stream) => stream.error(new TypeError('network error')) }));

function session(runId?: string) {
  const openFrom = vi.fn(async (..._: Parameters<Session['openFrom']>) => true);
  const state = { info: runId === undefined ? null : { runId } };
  const warm = vi.fn();
  return { openFrom, warm, state, as: { openFrom, state, client: { warm } } as unknown as Session };
}

beforeEach(() => {
  gates = {};
  vi.stubGlobal('document', { baseURI: 'http://page/' });
  vi.stubGlobal('fetch', async (address: string) => {
    const name = address.split('/').at(-1)!;
    await gates[name];
    return new Response(readFileSync(`${folder}/${name}`));
  });
});
afterEach(() => void vi.unstubAllGlobals());

it('opens what was requested last, whichever comes first', async () => {
  const { openFrom, warm, as } = session();
  let come = () => {};
  gates['seq2seq.zip'] = new Promise((resolve) => {
    come = resolve;
  });
  const first = openRecorded(as, fetchShipped('seq2seq'), 'seq2seq');
  // the trainer starts while the files come
  expect(warm).toHaveBeenCalled();
  expect(await openRecorded(as, fetchShipped('vectors'), 'vectors')).toBe(true);
  come();
  expect(await first).toBe(false);
  expect(openFrom.mock.calls.map(([, config]) => config.preset)).toEqual(['vectors']);
});

it('leaves a run alone that was opened while the files came', async () => {
  const { openFrom, state, as } = session('before');
  const opened = openRecorded(as, fetchShipped('vectors'), 'vectors');
  state.info = { runId: 'mine' };
  expect(await opened).toBe(false);
  expect(openFrom).not.toHaveBeenCalled();
});

it('comes even if the run on screen was lost meanwhile', async () => {
  const { state, as } = session('before');
  const opened = openRecorded(as, fetchShipped('vectors'), 'vectors');
  state.info = null;
  expect(await opened).toBe(true);
});

it.each(['vectors.zip', 'vectors.recording'])(
  'says that %s did not come where the connection ended in its middle',
  async (cut) => {
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', (address: string) => (address.endsWith(cut) ? Promise.resolve(broken()) : fetch(address)));
    await expect(openRecorded(session().as, fetchShipped('vectors'), 'vectors')).rejects.toMatchObject({
      code: 'network-failed',
    });
  },
);

it.each([
  ['vectors.zip', () => new Response('no zip')],
  ['vectors.recording', () => new Response('{')],
  ['vectors.recording', () => new Response('{"version":2}')],
])('of a damaged %s says what somebody who visits the page can do', async (damaged, response) => {
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', (address: string) =>
    address.endsWith(damaged) ? Promise.resolve(response()) : fetch(address),
  );
  const { openFrom, as } = session();
  await expect(openRecorded(as, fetchShipped('vectors'), 'vectors')).rejects.toMatchObject({
    code: 'part-missing',
    message: `${damaged}, which comes with the page, is damaged: reload the page. If it stays damaged, tell whoever serves the page.`,
  });
  expect(openFrom).not.toHaveBeenCalled();
});
