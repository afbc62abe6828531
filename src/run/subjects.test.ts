import { describe, expect, it } from 'vitest';
import { fnv1a } from '../util/hash.ts';
import { corpusSubjects } from './subjects.ts';

const documents = (names: readonly string[]) =>
  names.map((subject, i) => ({ id: `d${i}`, title: '', text: '', subject }));

describe('the subjects of a corpus', () => {
  it('are held out one in n, and halves of either kind go to development and test', () => {
    const names = Array.from({ length: 40 }, (_, i) => `person ${i}`);
    const subjects = corpusSubjects(documents(names.flatMap((name) => [name, name])), 5);
    expect([...subjects.keys()].sort()).toEqual([...names].sort());
    const heldOut = names.filter((name) => subjects.get(name)!.heldOut);
    expect(heldOut).toEqual(names.filter((_, i) => i % 5 === 4));
    const inDevelopment = (some: readonly string[]) =>
      some.filter((name) => subjects.get(name)!.split === 'development').length;
    expect([inDevelopment(heldOut), inDevelopment(names)]).toEqual([4, 20]);
  });

  it('are split by the hash of their names, not by their order', () => {
    const names = ['a', 'b', 'c', 'd'];
    const byHash = [...names].sort((x, y) => fnv1a(x) - fnv1a(y));
    for (const order of [names, [...names].reverse()]) {
      const subjects = corpusSubjects(documents(order), 100);
      expect(byHash.map((name) => subjects.get(name)!.split)).toEqual(['development', 'test', 'development', 'test']);
    }
  });

  it('are the documents themselves where they name none', () => {
    const subjects = corpusSubjects([{ id: 'x', title: '', text: '' }], 2);
    expect([...subjects]).toEqual([['x', { heldOut: false, split: 'development' }]]);
  });
});
