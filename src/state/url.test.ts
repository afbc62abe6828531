import { describe, expect, it } from 'vitest';
import { withSetting } from '../run/settings.ts';
import { presetNames, resolvePreset } from '../systems/presets.ts';
import type { RealmConfig } from '../systems/realm/settings.ts';
import { decodeHash, encodeAddress, encodeHash, splitAddress } from './url.ts';

describe('the address', () => {
  it('is empty for the default preset with nothing changed', () => {
    expect(encodeHash(resolvePreset('bios'))).toBe('');
    expect(decodeHash('')).toBeNull();
    expect(decodeHash('#')).toBeNull();
  });

  it('names only what differs from the preset', () => {
    const config = withSetting(resolvePreset('smoke', { seed: 3 }), 'realm.temperature', 0.5);
    expect(encodeHash(config)).toBe('v=1&preset=smoke&seed=3&realm.temperature=0.5');
  });

  it('reads what a person would write', () => {
    const config = decodeHash('#v=1&preset=atlas&joint.refreshEvery=0&masking.strategy=uniform');
    const expected = resolvePreset<RealmConfig>('atlas');
    expect(config).toEqual({
      ...expected,
      joint: { ...expected.joint, refreshEvery: 0 },
      masking: { ...expected.masking, strategy: 'uniform' },
    });
  });

  it('comes back as it was, names with signs in them too', () => {
    const config = withSetting(resolvePreset('atlas', { seed: 77 }), 'corpus', 'my corpus & 100% more');
    expect(decodeHash(`#${encodeHash(config)}`)).toEqual(config);
  });

  it.each([
    ['bigram', 'gone', 'bigram'],
    ['bigram', 'smoke', 'bigram'],
    ['smoke', 'bigram', 'bios'],
    ['smoke', 'gone', 'bios'],
  ])('of %s settings under the preset %s, which their system does not have, begins with %s', (own, other, base) => {
    const config = { ...resolvePreset(own), preset: other };
    expect(decodeHash(encodeHash(config))).toEqual({ ...config, preset: base });
  });

  it.each([
    ['#preset=smoke', 'no version'],
    ['#v=2&preset=smoke', 'version “2”'],
    ['#v=1&preset=huge', `Presets: ${presetNames.join(', ')}`],
    ['#v=1&joint.steps=many', 'joint.steps takes a whole number'],
    ['#v=1&steps=5', 'There is no setting “steps”'],
    ['#v=1&reader.heads=5', 'multiple of 4 · reader.heads'],
  ])('%s is refused with a clear message', (hash, part) => {
    expect(() => decodeHash(hash)).toThrow(part);
  });

  it('names the lab beside the settings, or alone', () => {
    const smoke = resolvePreset('smoke');
    expect(encodeAddress(smoke, 'lab')).toBe('v=1&preset=smoke&view=lab');
    expect(encodeAddress(resolvePreset('bios'), 'lab')).toBe('view=lab');
    expect(encodeAddress(smoke, 'run')).toBe('v=1&preset=smoke');
    expect(splitAddress('#v=1&preset=smoke&view=lab')).toEqual({ page: 'lab', settings: 'v=1&preset=smoke' });
    expect(splitAddress('#view=lab')).toEqual({ page: 'lab', settings: '' });
    expect(splitAddress('#v=1&view=attic&seed=3')).toEqual({ page: 'run', settings: 'v=1&seed=3' });
    expect(splitAddress('')).toEqual({ page: 'run', settings: '' });
  });
});
