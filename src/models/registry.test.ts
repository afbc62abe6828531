import { expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { ParameterRegistry } from './registry.ts';

it('declares models that no memory holds, so that their size can be refused', () => {
  const registry = new ParameterRegistry(1);
  registry.parameter(new Graph(), 'w', [1 << 20, 1 << 20], { kind: 'normal', std: 1 });
  expect(registry.list().map(({ name, shape }) => [name, shape])).toEqual([['w', [1 << 20, 1 << 20]]]);
});

it('draws by seed and name, once', () => {
  const drawn = (names: readonly string[]) => {
    const registry = new ParameterRegistry(7);
    for (const name of names) registry.parameter(new Graph(), name, [2, 3], { kind: 'normal', std: 1 });
    return Object.fromEntries(registry.list().map((spec) => [spec.name, spec.initial]));
  };
  expect(drawn(['a', 'b'])).toEqual(drawn(['b', 'a']));
  expect(drawn(['a', 'b']).a).not.toEqual(drawn(['a', 'b']).b);
  const registry = new ParameterRegistry(7);
  registry.parameter(new Graph(), 'a', [2, 3], { kind: 'normal', std: 1 });
  const [spec] = registry.list();
  expect(spec!.initial).toBe(spec!.initial);
});
