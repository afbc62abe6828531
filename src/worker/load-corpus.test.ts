import { afterEach, expect, it, vi } from 'vitest';
import { resolvePreset } from '../systems/presets.ts';
import { loadCorpus } from './load-corpus.ts';

afterEach(() => vi.unstubAllGlobals());

it('says what to do where a run names a corpus that this browser does not have, e.g. one of somebody else', async () => {
  vi.stubGlobal('self', { location: { href: 'http://localhost/assets/train.js' } });
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  const loading = loadCorpus({ ...resolvePreset('atlas'), corpus: 'my-towns' });
  await expect(loading).rejects.toMatchObject({
    code: 'bad-corpus',
    message: expect.stringMatching(/^There is no corpus “my-towns” here\. If it is a text of your own, import it/),
  });
  await expect(loading).rejects.toThrow(/^(?!.*manifest\.json)/);
});
