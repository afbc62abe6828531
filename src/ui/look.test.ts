import { describe, expect, it } from 'vitest';
import {
  isEmbeddedAddress,
  type Look,
  partNames,
  partsOf,
  readLook,
  showsRecording,
  wholePage,
  writeLook,
} from './look.ts';

const read = (text: string) => readLook(Object.fromEntries(new URLSearchParams(text)));

it('a page beside the run has only the parts of every page, and shows no recording', () => {
  expect(partsOf('run')).toEqual(partNames);
  expect(partsOf('index')).toEqual(['header', 'pages', 'preset', 'transport', 'lesson']);
  expect(['run', 'index', 'runs'].map(showsRecording)).toEqual([true, false, false]);
});

describe('the parts of the page in an address', () => {
  it('are all shown where nothing is said', () => {
    expect(read('')).toEqual({ look: wholePage, unknown: [] });
    expect(writeLook(wholePage)).toEqual({});
  });

  it('are hidden by name, or all but those that are shown', () => {
    expect(read('hide=curves,setup').look.hidden).toEqual(['setup', 'curves']);
    expect(partNames.filter((name) => !read('show=example,recording').look.hidden.includes(name))).toEqual([
      'recording',
      'example',
    ]);
    expect(partNames.filter((name) => !read('show=example,recording&hide=example').look.hidden.includes(name))).toEqual(
      ['recording'],
    );
  });

  it('are few in a frame, unless the address says which', () => {
    expect(read('embed=1').look).toEqual({
      hidden: ['header', 'pages', 'preset', 'transport', 'setup', 'timeline', 'curves', 'evaluations'],
      isEmbedded: true,
    });
    expect(read('embed=1&hide=').look).toEqual({ hidden: [], isEmbedded: true });
    expect(read('embed=1&show=curves').look.hidden).not.toContain('curves');
  });

  it('with unknown names keep the others, and are told', () => {
    expect(read('hide=curves,graphs')).toEqual({
      look: { hidden: ['curves'], isEmbedded: false },
      unknown: [['hide', 'graphs']],
    });
    expect(read('show=graphs&embed=yes')).toEqual({
      look: wholePage,
      unknown: [
        ['show', 'graphs'],
        ['embed', 'yes'],
      ],
    });
  });

  it('are read as they were written', () => {
    for (const isEmbedded of [false, true]) {
      for (const count of [0, 1, 5, 6, 10, 11]) {
        const look: Look = { hidden: partNames.slice(0, count), isEmbedded };
        expect(readLook(writeLook(look)), JSON.stringify(writeLook(look))).toEqual({ look, unknown: [] });
      }
    }
  });
});

it('an address says whether the page stands in another', () => {
  expect(['#v=1&embed=1', '#embed=0', '#example=2', ''].map(isEmbeddedAddress)).toEqual([true, false, false, false]);
});
