import { expect, it } from 'vitest';
import { readNumber } from './number-text.ts';

it.each([
  ['1', 1],
  [' −2.5 ', -2.5],
  ['-0', 0],
  ['.5', 0.5],
  ['3,25', 3.25],
  ['+4.', 4],
  ['100', 100],
])('%s is a number', (text, value) => expect(readNumber(text)).toEqual({ value }));

it.each([
  ['', 'empty'],
  ['  ', 'empty'],
  ['abc', 'not-a-number'],
  ['1e3', 'not-a-number'],
  ['.', 'not-a-number'],
  ['1.2.3', 'not-a-number'],
  ['--1', 'not-a-number'],
  ['Infinity', 'not-a-number'],
  ['100.01', 'too-large'],
  ['-101', 'too-large'],
])('%s is none', (text, problem) => expect(readNumber(text)).toEqual({ problem }));
