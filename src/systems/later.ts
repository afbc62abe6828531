/** The systems that the first picture does not show: one line each. A page loads them after it, or before where an address or a kept run may need them. */
import type { System } from '../run/system.ts';
import { glm } from './glm/system.ts';
import { inContext } from './in-context/system.ts';
import { llara } from './llara/system.ts';
import { pretraining } from './pretraining/system.ts';
import { qa } from './qa/system.ts';
import { seq2seq } from './seq2seq/system.ts';
import { bigram } from './testing/bigram.ts';
import { vectors } from './vectors/system.ts';

export const laterSystems: readonly System[] = [
  qa,
  glm,
  llara,
  seq2seq,
  vectors,
  inContext,
  pretraining,
  // the toy system of the tests; other builds leave it out
  ...(import.meta.env.MODE === 'test' ? [bigram] : []),
];
