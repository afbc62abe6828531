import { describe, expect, it } from 'vitest';
import { readAddress } from '../../state/url.ts';
import { resolvePreset } from '../../systems/presets.ts';
import { restOfAddress } from '../address.ts';
import { partNames, wholePage } from '../look.ts';
import { frameCode, linkTo, type Shared } from './share-link.ts';

const base = 'https://example.org/play/?lang=en#view=lab';
const all: Shared = {
  settings: { ...resolvePreset('first'), seed: 7 },
  place: { page: 'lab', places: { sentence: '3', mask: '2.5' } },
  moment: 12,
  lesson: { lesson: 'staleness', part: 2 },
  language: 'zh-Hans',
  shown: partNames,
};

it('the address names a moment of the recording only on the page that shows it', () => {
  const view = { look: wholePage, moment: 20 };
  expect(restOfAddress({ page: 'run', ...view })).toEqual({ moment: '20' });
  expect(restOfAddress({ page: 'runs', ...view })).toEqual({});
});

describe('a link', () => {
  it('names everything that is asked for, and opens with it', () => {
    const url = new URL(linkTo(all, base));
    expect(url.origin + url.pathname + url.search).toBe('https://example.org/play/?lang=zh-Hans');
    expect(readAddress(url.hash, ['sentence', 'mask'])).toEqual({
      config: all.settings,
      page: 'lab',
      places: { sentence: '3', mask: '2.5' },
      lesson: { lesson: 'staleness', part: '2' },
      look: {},
      moment: '12',
      namesPlace: true,
      problems: [],
    });
  });

  it('leaves out what is not', () => {
    const nothing: Shared = {
      settings: null,
      place: null,
      moment: null,
      lesson: null,
      language: null,
      shown: partNames,
    };
    expect(linkTo(nothing, base)).toBe('https://example.org/play/');
    expect(linkTo({ ...nothing, moment: 3 }, base)).toBe('https://example.org/play/#moment=3');
    expect(linkTo({ ...nothing, shown: partNames.filter((name) => name !== 'curves') }, base)).toBe(
      'https://example.org/play/#hide=curves',
    );
  });

  it('in a frame is written so that HTML gives it back', () => {
    const link = linkTo({ ...all, language: null }, base, { isEmbedded: true });
    const code = frameCode(link, 'A "title" & more');
    const attribute = (name: string) =>
      code
        .match(new RegExp(` ${name}="([^"]*)"`))![1]!
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&');
    expect(attribute('src')).toBe(link);
    expect(attribute('title')).toBe('A "title" & more');
    expect(attribute('allow')).toContain('cross-origin-isolated');
    expect(readAddress(new URL(link).hash).look).toEqual({ hide: '', embed: '1' });
  });
});
