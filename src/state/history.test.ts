import { describe, expect, it } from 'vitest';
import type { MetricInfo, StepRecord } from '../run/records.ts';
import { Prng } from '../util/prng.ts';
import { ColumnarHistory, decimate, smooth } from './history.ts';
import { newStepHistory, phaseStarts, pushRecords, rowsBefore, stepColumns } from './history-columns.ts';

describe('ColumnarHistory', () => {
  it('keeps every row through many growths', () => {
    const history = new ColumnarHistory(['a', 'b'], 2);
    for (let i = 0; i < 1000; i++) history.push({ a: i, b: -i });
    expect(history.length).toBe(1000);
    expect([...history.column('a')]).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(history.last('b')).toBe(-999);
  });

  it('gives a new version with every change', () => {
    const history = new ColumnarHistory(['a']);
    const seen = new Set([history.version]);
    history.push({ a: 1 });
    seen.add(history.version);
    history.truncate(0);
    seen.add(history.version);
    history.restore({ a: Float64Array.of(1, 2) });
    seen.add(history.version);
    expect(seen.size).toBe(4);
  });

  it('comes back from its copy, and the copy does not change with it', () => {
    const history = new ColumnarHistory(['a', 'b'], 1);
    history.push({ a: 1, b: 2 });
    const saved = history.save();
    history.push({ a: 3, b: 4 });
    expect([...saved.a]).toEqual([1]);
    history.restore(saved);
    history.push({ a: 5, b: 6 });
    expect([...history.column('a')]).toEqual([1, 5]);
  });

  it('fills a column that a copy lacks with NaN', () => {
    const history = new ColumnarHistory(['a', 'b']);
    history.push({ a: 8, b: 9 });
    history.restore({ a: Float64Array.of(1, 2) });
    expect([...history.column('b')]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('decimate', () => {
  it('keeps a short line as it is, without NaN', () => {
    const { x, y } = decimate(Float64Array.of(1, 2, 3), Float64Array.of(5, Number.NaN, 7), 10);
    expect([[...x], [...y]]).toEqual([
      [1, 3],
      [5, 7],
    ]);
  });

  it('keeps ends, lowest and highest of a long line, in order, within the promised size', () => {
    const n = 50_000;
    const prng = new Prng(2);
    const x = Float64Array.from({ length: n }, (_, i) => i);
    const y = Float64Array.from({ length: n }, () => prng.normal());
    y[31_234] = 100;
    y[777] = -100;
    const thin = decimate(x, y, 100);
    expect(thin.x.length).toBeLessThanOrEqual(400);
    expect([Math.max(...thin.y), Math.min(...thin.y)]).toEqual([100, -100]);
    expect([thin.x[0], thin.x.at(-1)]).toEqual([0, n - 1]);
    expect([...thin.x]).toEqual([...thin.x].sort((a, b) => a - b));
    expect([...thin.x].every((at, i) => thin.y[i] === y[at])).toBe(true);
  });
});

describe('smooth', () => {
  it('is the moving average worked by hand: span 2 halves old and new', () => {
    expect([...smooth(Float64Array.of(4, 8, Number.NaN, 0), 2)]).toEqual([4, 6, Number.NaN, 3]);
  });

  it('begins anew where a phase begins', () => {
    expect([...smooth(Float64Array.of(4, 8, 100, 50), 2, [2])]).toEqual([4, 6, 100, 75]);
  });
});

describe('step history', () => {
  const phases = [
    { id: 'first', steps: 2 },
    { id: 'second', steps: 1 },
    { id: 'third', steps: 9 },
  ];
  const metrics: MetricInfo[] = [
    { id: 'loss', name: '', about: '', at: ['step'], format: 'number' },
    { id: 'rank', name: '', about: '', at: ['evaluation'], format: 'number' },
  ];
  const record = (step: number, loss = step): StepRecord => ({ step, metrics: { loss } });
  const newHistory = () => {
    const history = newStepHistory();
    history.restore({}, stepColumns({ metrics }));
    return history;
  };

  it('lays the phases end to end', () => {
    const history = newHistory();
    pushRecords(history, { phases }, 'first', [record(1), record(2)]);
    pushRecords(history, { phases }, 'second', [record(1)]);
    pushRecords(history, { phases }, 'third', [record(1)]);
    expect([...history.column('position')]).toEqual([1, 2, 3, 4]);
    expect(phaseStarts(history.column('phase'))).toEqual([2, 3]);
  });

  it('replaces steps that a resumed run measures again', () => {
    const history = newHistory();
    pushRecords(history, { phases }, 'first', [record(1), record(2)]);
    pushRecords(history, { phases }, 'second', [record(1)]);
    pushRecords(history, { phases }, 'first', [record(2, 20)]);
    expect([...history.column('loss')]).toEqual([1, 20]);
  });

  it('has a column for each metric of the steps, and none for others', () => {
    const history = newHistory();
    pushRecords(history, { phases }, 'first', [record(1, 7)]);
    expect([...history.column('loss')]).toEqual([7]);
    expect(history.column('rank')).toHaveLength(0);
    expect(history.last('rank')).toBeNaN();
  });

  it('is cut in a copy: what was saved stays as it is', () => {
    const history = newHistory();
    pushRecords(history, { phases }, 'third', [record(1), record(2), record(3)]);
    const saved = history.save();
    expect([...rowsBefore(saved, 6).loss!]).toEqual([1, 2]);
    expect([...rowsBefore(saved, 100).loss!]).toEqual([1, 2, 3]);
    expect([...saved.loss!]).toEqual([1, 2, 3]);
  });
});
