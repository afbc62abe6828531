import { describe, expect, it } from 'vitest';
import { readState } from '../run/checkpoint.ts';
import { readSafetensors, writeSafetensors } from '../run/safetensors.ts';
import { resolvePreset } from '../systems/presets.ts';
import { composeCheckpoint } from './compose.ts';

const config = resolvePreset('bios');

/** A checkpoint whose parameters all have one value. */
function checkpoint(value: number, { width = 2, arrays = ['index.served'] } = {}) {
  const names = ['retriever.a', 'retriever.b', 'reader.a'];
  const prefixes = ['', 'adam.m/', 'adam.v/', ...arrays.map((array) => `${array}/`)];
  const tensors = prefixes.flatMap((prefix) =>
    names.map((name): [string, { shape: number[]; data: Float32Array }] => [
      prefix + name,
      { shape: [width], data: new Float32Array(width).fill(value) },
    ]),
  );
  const state = {
    ...{ runId: `run ${value}`, phase: 'warmup', step: 400, kernels: {}, corpus: `corpus ${value}`, arrays },
    phases: { joint: { ahead: [] } },
    system: { servedAt: 5, comingAt: null },
  };
  const metadata = { format: 'retrograd-2', state: JSON.stringify(state) };
  const weights = writeSafetensors({ tensors: new Map(tensors), metadata });
  return { weights, config: '{}', tokenizer: `tokenizer ${value}` };
}

describe('a checkpoint that is made of others', () => {
  const made = composeCheckpoint({
    base: checkpoint(1),
    groups: { 'retriever.': checkpoint(2) },
    corpus: 'new',
    config,
  });
  const { tensors } = readSafetensors(made.weights);

  it('has the parameters of each', () => {
    const values = Object.fromEntries([...tensors].map(([name, { data }]) => [name, data[0]]));
    expect(values).toMatchObject({ 'retriever.a': 2, 'retriever.b': 2, 'reader.a': 1 });
  });

  it('has moments of zero, as every phase at its first step', () => {
    const moments = [...tensors].filter(([name]) => name.startsWith('adam.'));
    expect(moments).toHaveLength(6);
    for (const [, { data }] of moments) expect([...data]).toEqual([0, 0]);
  });

  it('begins the last phase without what was kept of an index', () => {
    expect(readState(made)).toMatchObject({
      ...{ phase: 'joint', step: 0, corpus: 'new', runId: 'run 1', phases: { joint: { ahead: [] } } },
      system: { servedAt: null, comingAt: null },
    });
    expect([...tensors.keys()].filter((name) => name.startsWith('index.'))).toEqual([]);
    expect([made.tokenizer, JSON.parse(made.config)]).toEqual(['tokenizer 1', config]);
  });

  it('is refused where a parameter has another shape', () => {
    const groups = { 'reader.': checkpoint(2, { width: 3 }) };
    expect(() => composeCheckpoint({ base: checkpoint(1), groups, config })).toThrow(/reader\.a is missing/);
  });
});
