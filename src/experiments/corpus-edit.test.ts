import { expect, it } from 'vitest';
import { checkEditable } from './corpus-edit.ts';

it('refuses a corpus that is not of biographies', () => {
  const config = {
    system: 'realm',
    preset: 'atlas',
    corpus: 'atlas',
    seed: 1,
    gpu: { halfPrecision: false, timedKernels: false },
  };
  expect(() => checkEditable(config)).toThrow(/biographies only, not in atlas/);
  expect(() => checkEditable({ ...config, corpus: 'bios' })).not.toThrow();
});
