import { expect, it } from 'vitest';
import { resolvePreset } from '../presets.ts';
import type { RealmConfig } from '../realm/settings.ts';
import { beginFrom } from './from-realm.ts';
import { defaultQaConfig, realmConfigOf } from './settings.ts';

it('begins with the whole architecture of the other run', () => {
  const saved = resolvePreset<RealmConfig>('bios-faithful');
  // a model with other values would read the same weights as another function
  expect(saved.transformer).not.toEqual(resolvePreset<RealmConfig>('bios').transformer);
  const { bios, tokenizer, lengths, transformer, retriever, reader } = saved;
  const begun = beginFrom(defaultQaConfig, saved);
  expect(realmConfigOf(begun)).toMatchObject({ bios, tokenizer, lengths, transformer, retriever, reader });
  expect(begun.qa.init).toBe('checkpoint');
});
