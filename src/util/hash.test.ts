import { expect, it } from 'vitest';
import { fnv1a } from './hash.ts';

it('gives the published values of FNV-1a, in one piece or in several', () => {
  expect(fnv1a('')).toBe(0x811c9dc5);
  expect(fnv1a('a')).toBe(0xe40c292c);
  expect(fnv1a('foobar')).toBe(0xbf9cf968);
  expect(fnv1a('bar', fnv1a('foo'))).toBe(0xbf9cf968);
});
