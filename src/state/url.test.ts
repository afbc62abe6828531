import { describe, expect, it } from 'vitest';
import { withSetting } from '../run/settings.ts';
import { presetNames, resolvePreset } from '../systems/presets.ts';
import type { RealmConfig } from '../systems/realm/settings.ts';
import { inEnglish } from '../util/sentence.ts';
import { encodeAddress, encodeHash, encodeLesson, readAddress, withoutView } from './url.ts';

const configOf = (hash: string) => {
  const { config, problems } = readAddress(hash);
  expect(problems).toEqual([]);
  return config;
};

describe('the address', () => {
  it('is empty for the default preset with nothing changed', () => {
    expect(encodeHash(resolvePreset('bios'))).toBe('');
    expect(configOf('')).toBeNull();
    expect(configOf('#')).toBeNull();
  });

  it('names only what differs from the preset', () => {
    const config = withSetting(resolvePreset('smoke', { seed: 3 }), 'realm.temperature', 0.5);
    expect(encodeHash(config)).toBe('v=1&preset=smoke&seed=3&realm.temperature=0.5');
  });

  it('is of the same content however that is looked at', () => {
    const address = encodeAddress(resolvePreset('first'), 'run', {
      as: 'picture',
      stage: 'index',
      document: 'a & b',
    });
    expect(withoutView(`#${address}`)).toBe(encodeAddress(resolvePreset('first'), 'run'));
    expect(withoutView('#v=1&preset=first&example=2')).toBe('v=1&preset=first&example=2');
    expect(withoutView('')).toBe('');
  });

  it('reads what a person would write', () => {
    const config = configOf('#v=1&preset=atlas&joint.refreshEvery=0&masking.strategy=uniform');
    const expected = resolvePreset<RealmConfig>('atlas');
    expect(config).toEqual({
      ...expected,
      joint: { ...expected.joint, refreshEvery: 0 },
      masking: { ...expected.masking, strategy: 'uniform' },
    });
  });

  it('comes back as it was, names with signs in them too', () => {
    const config = withSetting(resolvePreset('atlas', { seed: 77 }), 'corpus', 'my corpus & 100% more');
    expect(configOf(`#${encodeHash(config)}`)).toEqual(config);
  });

  it.each([
    ['bigram', 'gone', 'bigram'],
    ['bigram', 'smoke', 'bigram'],
    ['smoke', 'bigram', 'bios'],
    ['smoke', 'gone', 'bios'],
  ])('of %s settings under the preset %s, which their system does not have, begins with %s', (own, other, base) => {
    const config = { ...resolvePreset(own), preset: other };
    expect(configOf(encodeHash(config))).toEqual({ ...config, preset: base });
  });

  it.each([
    ['#preset=smoke', 'no version'],
    ['#v=2&preset=smoke', 'version “2”'],
  ])('%s is of another version: no setting is read', (hash, part) => {
    const { config, problems } = readAddress(hash);
    expect(config).toBeNull();
    expect(problems.map(inEnglish)).toEqual([expect.stringContaining(part)]);
  });

  it.each([
    ['preset=huge', `Presets: ${presetNames.join(', ')}`, { preset: 'bios' }],
    ['preset=smoke&joint.steps=many', 'joint.steps takes a whole number', { preset: 'smoke' }],
    ['preset=smoke&steps=5', 'There is no setting “steps”. Did you mean ict.steps', { preset: 'smoke' }],
    ['preset=smoke&attic=5', 'There is no setting “attic”.', { preset: 'smoke' }],
    ['preset=smoke&reader.heads=5', 'multiple of 4 · reader.heads', { preset: 'smoke' }],
  ])('%s: the bad key is told in a line, and the rest is kept', (bad, part, expected) => {
    const { config, problems, page, places } = readAddress(
      `#v=1&seed=12&${bad}&joint.refreshEvery=5&view=lab&example=3`,
      ['example'],
    );
    const told = problems.map(inEnglish);
    expect(told).toEqual([expect.stringContaining(part)]);
    // beside the names that it lists
    expect(told[0]!.replace(part, '').length).toBeLessThan(200);
    const preset = resolvePreset<RealmConfig>(expected.preset, { seed: 12 });
    expect(config).toEqual({ ...preset, joint: { ...preset.joint, refreshEvery: 5 } });
    expect({ page, places }).toEqual({ page: 'lab', places: { example: '3' } });
  });

  it('tells every bad key', () => {
    const { config, problems } = readAddress('#v=1&preset=smoke&attic=5&seed=no&joint.steps=7');
    expect(problems).toHaveLength(2);
    expect(config).toMatchObject({ preset: 'smoke', seed: 1, joint: { steps: 7 } });
  });

  it('names page and places beside the settings, or alone', () => {
    const smoke = resolvePreset('smoke');
    const bios = resolvePreset('bios');
    expect(encodeAddress(smoke, 'lab')).toBe('v=1&preset=smoke&view=lab');
    expect(encodeAddress(bios, 'lab')).toBe('view=lab');
    expect(encodeAddress(smoke, 'run')).toBe('v=1&preset=smoke');
    const places = { text: 'A & b = “c”?', mask: '0.2' };
    const address = encodeAddress(bios, 'lab', places);
    const nothing = {
      config: null,
      page: 'run',
      places: {},
      lesson: null,
      look: {},
      moment: null,
      namesPlace: false,
      problems: [],
    };
    expect(readAddress(`#${address}`, ['text', 'mask'])).toEqual({ ...nothing, page: 'lab', places, namesPlace: true });
    expect(readAddress('#v=1&view=attic&seed=3')).toMatchObject({ page: 'attic', config: { seed: 3 } });
    expect(readAddress('')).toEqual(nothing);
  });

  it('names a part of a lesson, alone or beside what the page shows', () => {
    const bios = resolvePreset('bios');
    const place = { lesson: 'staleness', part: 2 };
    expect(encodeLesson(place)).toBe('lesson=staleness&part=2');
    expect(encodeAddress(bios, 'run', {}, place)).toBe('lesson=staleness&part=2');
    const address = encodeAddress(bios, 'lab', { mask: '3' }, place);
    expect(address).toBe('view=lab&mask=3&lesson=staleness&part=2');
    expect(readAddress(address, ['mask'])).toMatchObject({
      ...{ config: null, page: 'lab', places: { mask: '3' }, namesPlace: true },
      lesson: { lesson: 'staleness', part: '2' },
    });
    // without a part: its first; what they name is not for this room to know
    expect(readAddress('lesson=attic')).toMatchObject({ lesson: { lesson: 'attic', part: '1' }, namesPlace: false });
    expect(readAddress('lesson=mips&part=x').lesson).toEqual({ lesson: 'mips', part: 'x' });
  });
});
