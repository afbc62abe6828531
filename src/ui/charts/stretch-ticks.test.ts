import { describe, expect, it } from 'vitest';
import { stretchStart, stretchTicks } from './stretch-ticks.ts';

const written = (starts: number[], to: number, increment: number) =>
  stretchTicks(starts, to, increment).map(({ at, count }) => `${at}=${count}`);

describe('the ticks of an axis of phases', () => {
  it('count from 0 in a run that begins with its last phase', () => {
    expect(written([650], 1050, 100)).toEqual(['650=0', '750=100', '850=200', '950=300', '1050=400']);
  });

  it('count from 0 again where a phase begins', () => {
    expect(written([0, 250], 500, 100)).toEqual(['0=0', '100=100', '250=0', '350=100', '450=200']);
  });

  it('leave out what would touch the 0 of the next phase, and a phase that is too short for any', () => {
    expect(written([0, 240], 340, 100)).toEqual(['0=0', '100=100', '240=0', '340=100']);
    expect(written([0, 20, 300], 400, 100)).toEqual(['20=0', '120=100', '220=200', '300=0', '400=100']);
  });

  it('give a border to the phase that ends there', () => {
    const starts = [0, 250];
    expect([0, 250, 251].map((at) => at - stretchStart(starts, at))).toEqual([0, 250, 1]);
  });
});
