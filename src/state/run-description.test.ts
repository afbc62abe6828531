import { expect, it } from 'vitest';
import { resolvePreset } from '../systems/presets.ts';
import { describeRun } from './run-description.ts';

const across = ['crossLanguagePull', 'crossLanguageRecall'];

it('describes what is measured across languages for a corpus of two, and for no other', () => {
  const bilingual = describeRun(resolvePreset('bios-2l'));
  const plain = describeRun(resolvePreset('bios'));
  const added = <T extends { id: string }>(more: readonly T[], fewer: readonly T[]) =>
    more.filter((one) => !fewer.includes(one)).map(({ id }) => id);
  expect(added(bilingual.metrics, plain.metrics)).toEqual(across);
  expect(added(bilingual.curves, plain.curves)).toEqual(across);
  expect(plain.metrics.map(({ id }) => id)).toContain('recallAt1');
});
