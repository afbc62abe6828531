import { expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { ParameterRegistry } from '../models/registry.ts';
import { beginWithModels } from './initial-models.ts';
import type { CheckpointFiles } from './records.ts';
import { writeSafetensors } from './safetensors.ts';

const filesOf = (tensors: Record<string, [shape: number[], values: number[]]>): CheckpointFiles => {
  const entries = Object.entries(tensors).map(
    ([name, [shape, values]]) => [name, { shape, data: Float32Array.from(values) }] as const,
  );
  return { weights: writeSafetensors({ tensors: new Map(entries), metadata: {} }), config: '', tokenizer: '' };
};

const registryOf = () => {
  const registry = new ParameterRegistry(1);
  const graph = new Graph();
  registry.parameter(graph, 'reader.positions', [3, 2], { kind: 'ones' });
  registry.parameter(graph, 'reader.weight', [2, 2], { kind: 'zeros' });
  registry.parameter(graph, 'reader.span', [1], { kind: 'zeros' });
  return registry;
};
const valuesOf = (registry: ParameterRegistry) =>
  Object.fromEntries(registry.list().map(({ name, initial }) => [name, [...initial]]));

const weight: [number[], number[]] = [
  [2, 2],
  [1, 2, 3, 4],
];

it('takes over what has the same name; further positions and new parameters keep their own values', () => {
  const registry = registryOf();
  const positions: [number[], number[]] = [
    [2, 2],
    [5, 6, 7, 8],
  ];
  const files = filesOf({ 'reader.positions': positions, 'reader.weight': weight, 'adam.m/reader.weight': weight });
  beginWithModels(registry, files, ['reader.']);
  expect(valuesOf(registry)).toEqual({
    'reader.positions': [5, 6, 7, 8, 1, 1],
    'reader.weight': [1, 2, 3, 4],
    'reader.span': [0],
  });
});

it.each<[string, Parameters<typeof filesOf>[0], string[]]>([
  ['another shape', { 'reader.weight': [[4], [1, 2, 3, 4]] }, ['reader.']],
  [
    'a table with fewer rows that is none of positions',
    {
      'reader.weight': [
        [1, 2],
        [1, 2],
      ],
    },
    ['reader.'],
  ],
  [
    'more positions than there are',
    {
      'reader.positions': [
        [4, 2],
        [1, 2, 3, 4, 5, 6, 7, 8],
      ],
    },
    ['reader.'],
  ],
  ['nothing of what is needed', { 'reader.weight': weight }, ['reader.', 'retriever.']],
])('refuses %s, and changes nothing', (_, tensors, required) => {
  const registry = registryOf();
  const before = valuesOf(registry);
  expect(() => beginWithModels(registry, filesOf(tensors), required)).toThrow(
    expect.objectContaining({ code: 'bad-checkpoint' }),
  );
  expect(valuesOf(registry)).toEqual(before);
});
