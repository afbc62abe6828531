import { expect, it } from 'vitest';
import { experiments } from '../../experiments/registry.ts';
import { armLook } from './arm-looks.tsx';

it('gives the arms of every experiment letters and lines of their own', () => {
  for (const { id, arms } of experiments) {
    const looks = arms.map((_, i) => armLook(i));
    expect(new Set(looks.map(({ mark }) => mark)).size, id).toBe(arms.length);
    expect(new Set(looks.map(({ colour, dash }) => `${colour} ${dash}`)).size, id).toBe(arms.length);
  }
});
