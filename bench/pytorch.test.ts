import { describe, expect, it, vi } from 'vitest';
import { readOptions } from './command.ts';
import { parsePytorch, pytorchOf, withPytorch } from './pytorch.ts';
import type { CaseReport } from './report.ts';

const written = {
  pytorch: '2.11.0',
  device: 'NVIDIA H100',
  date: '2026-11-26',
  cases: [
    {
      name: 'lm-step-small',
      eager: { ms: 4, range: [3.9, 4.2], losses: [5.5, 5.4, 5.3] },
      graph: { ms: 1, range: [0.9, 1.1], losses: [5.5, 5.4, 5.3] },
    },
    { name: 'lm-step-d512', eager: { ms: 50, range: [50, 50], losses: [9] } },
  ],
};
const read = (value: unknown) => parsePytorch(JSON.stringify(value), 'pytorch.json');

const ours: CaseReport = {
  name: 'lm-step-small',
  flops: 1,
  bytes: 1,
  ours: {
    ms: 2,
    jsMs: 0.1,
    gpuMs: null,
    gflops: 1,
    losses: [5.5, 5.4],
    dispatches: 1,
    submits: 1,
    newBuffers: 0,
    newBindGroups: 0,
  },
  peers: { jax: { ms: 8 } },
  ratio: { jax: 0.25 },
};

describe('the figures of PyTorch', () => {
  it('are put beside those of the other peers', () => {
    const merged = withPytorch(ours, read(written));
    expect(merged.ratio).toEqual({ jax: 0.25, pytorch: 0.5, pytorchGraph: 2 });
    expect(merged.peers.pytorch?.ms).toBe(4);
    expect(merged).not.toHaveProperty('notes');
    expect(ours.ratio).toEqual({ jax: 0.25 });
    expect(pytorchOf(read(written))).toBe('2.11.0 on NVIDIA H100, 2026-11-26');
  });

  it('are missing for a case that it did not measure, and a graph that it did not make', () => {
    expect(withPytorch({ ...ours, name: 'infonce-step' }, read(written)).ratio).toEqual({ jax: 0.25 });
    const merged = withPytorch({ ...ours, name: 'lm-step-d512', ours: { ...ours.ours, losses: [9] } }, read(written));
    expect(merged.ratio).toEqual({ jax: 0.25, pytorch: 0.04 });
  });

  it('give no ratio if it computed something else', () => {
    const merged = withPytorch({ ...ours, ours: { ...ours.ours, losses: [5.5, 5.2] } }, read(written));
    expect(merged.ratio).toEqual({ jax: 0.25 });
    expect(merged.notes?.[0]).toMatch(/^pytorch left out: unfair: the loss of step 2 is 5.2 here and 5.4/);
  });

  it('are refused in one line if they are not what the script writes', () => {
    expect(() => parsePytorch('{"cases":', 'a.json')).toThrow(/^a.json is not JSON: give --pytorch the file that .*$/);
    expect(() => read({ ...written, cases: [{ name: 'x', eager: { ms: 'fast' } }] })).toThrow(
      /^pytorch.json is not what bench\/pytorch.py writes \(cases\.0\.eager\.ms: .*\)\.$/,
    );
    expect(() => read([])).toThrow(/\(the whole: .*\)\.$/);
  });

  it('end the command with status 2 and one line if the file is bad', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const command = { usage: 'usage', kind: 'case', defaults: [], isCase: () => true };
    expect(readOptions(['--pytorch', 'no such file.json'], command)).toBe(2);
    expect(readOptions(['--pytorch', 'package.json'], command)).toBe(2);
    expect(error.mock.calls.map(([text]) => String(text).split('\n').length)).toEqual([1, 1]);
    expect(error.mock.calls[1]![0]).toMatch(/^package\.json is not what bench\/pytorch\.py writes \(pytorch: /);
    error.mockRestore();
  });
});
