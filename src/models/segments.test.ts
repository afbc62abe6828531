import { expect, it } from 'vitest';
import { segmentsOf } from './config.ts';

it('the second segment begins after the first separator of a row, and only there', () => {
  // [CLS] 3 4 [SEP] 5 [SEP] 0, as a title and a body; [CLS] 3 [SEP] and padding, as a query; a row without a separator
  const [cls, sep] = [1, 2];
  const ids = [cls, 3, 4, sep, 5, sep, 0, cls, 3, sep, 0, 0, 0, 0, cls, 3, 4, 5, 6, 7, 8];
  const out = new Uint32Array(ids.length).fill(9);
  segmentsOf(ids, 7, sep, out);
  expect([...out]).toEqual([0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
});
