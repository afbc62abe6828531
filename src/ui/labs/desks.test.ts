import { describe, expect, it } from 'vitest';
import { attentionLab } from '../../labs/attention.ts';
import { positionsLab } from '../../labs/positions.ts';
import { subwordsLab } from '../../labs/subwords.ts';
import { type DeskLab, Desks } from './desks.ts';

interface Counted {
  count: number;
}

const lab: DeskLab<Counted> = {
  id: 'counted',
  start: { count: 0 },
  read: (json) => (typeof (json as Counted)?.count === 'number' ? { count: (json as Counted).count } : null),
};

function newStorage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

/** Sets a state of the lab, as an edit does. */
function change(desks: Desks, one: DeskLab<Counted>, count: number): void {
  const history = desks.historyOf(one, one.start);
  history.setState([...history.getState(), { state: { count } }], true);
}

const statesOf = (desks: Desks, one = lab) =>
  desks
    .historyOf(one, one.start)
    .getState()
    .map(({ state }) => state.count);

describe('what is set in a lab', () => {
  it('is there when a person comes back to it, with what can be undone, and does not reach another lab', () => {
    const desks = new Desks(newStorage());
    change(desks, lab, 3);
    change(desks, lab, 4);
    expect(statesOf(desks)).toEqual([0, 3, 4]);
    expect(statesOf(desks, { ...lab, id: 'other' })).toEqual([0]);
  });

  it('outlasts a reload without what can be undone, unless it is what the lab begins with', () => {
    const storage = newStorage();
    change(new Desks(storage), lab, 3);
    const reloaded = new Desks(storage);
    expect(statesOf(reloaded)).toEqual([3]);
    change(reloaded, lab, 0);
    expect(storage.items.size).toBe(0);
    expect(statesOf(new Desks(storage))).toEqual([0]);
  });

  it('is dropped where the lab does not read it, where it is no JSON, and where it is long', () => {
    const storage = newStorage();
    change(new Desks(storage), lab, 3);
    const [key] = storage.items.keys();
    for (const text of ['{"count":"3"}', '{"cou', 'null', '']) {
      storage.items.set(key!, text);
      expect(statesOf(new Desks(storage)), text).toEqual([0]);
    }
    const long: DeskLab<Counted & { text: string }> = { id: lab.id, read: () => null, start: { count: 0, text: '' } };
    const history = new Desks(storage).historyOf(long, long.start);
    history.setState([{ state: { count: 1, text: 'a'.repeat(50_000) } }], true);
    expect(storage.items.size).toBe(0);
  });

  it('lasts as long as the page where the lab does not say how to read it, or storage is blocked', () => {
    const storage = newStorage();
    const { read: _, ...forgetful } = lab;
    change(new Desks(storage), forgetful, 3);
    expect(storage.items.size).toBe(0);
    const refuse = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    const desks = new Desks({ getItem: refuse, setItem: refuse, removeItem: refuse });
    change(desks, lab, 3);
    expect(statesOf(desks)).toEqual([0, 3]);
  });

  it('begins in the language of the page as long as nobody has changed it', () => {
    const desks = new Desks(newStorage());
    desks.historyOf(lab, { count: 7 });
    expect(desks.historyOf(lab, { count: 8 }).getState()).toEqual([{ state: { count: 8 } }]);
  });
});

describe('a stored state that no longer fits', () => {
  const { start } = attentionLab;
  it.each([
    ['another shape', { ...start, keys: [[1, 0]] }],
    [
      'an entry out of range',
      {
        ...start,
        values: [
          [1, 0],
          [0, 1],
          [2, 200],
        ],
      },
    ],
    [
      'an entry that JSON cannot write',
      {
        ...start,
        values: [
          [1, 0],
          [0, 1],
          [2, null],
        ],
      },
    ],
    ['three heads', { ...start, heads: 3 }],
    ['another mask', { ...start, mask: 'window' }],
  ])('of attention: %s', (_, state) => expect(attentionLab.read!(state)).toBeNull());

  it.each([
    ['a word that stands twice', { order: [0, 1, 2, 3, 3] }],
    ['a word too many', { order: [0, 1, 2, 3, 4, 5] }],
    ['an odd length', { d: 3 }],
    ['positions out of range', { length: 1000 }],
    ['symbols of another source', { source: 'ab' }],
    ['a table that no run has', { kind: 'none' }],
  ])('of positions: %s', (_, change) => expect(positionsLab.read!({ ...positionsLab.start, ...change })).toBeNull());

  it.each([
    ['a list that cannot be read', { words: 'low 0' }],
    ['merges below zero', { merges: -1 }],
    ['another kind', { kind: 'unigram' }],
  ])('of subwords: %s', (_, change) => expect(subwordsLab.read!({ ...subwordsLab.start, ...change })).toBeNull());
});
