import { expect, it } from 'vitest';
import { importedBy } from './first-file.ts';

it('finds what an entry imports in steps, also in a circle, without itself and what only tests use', () => {
  const graph: Record<string, string[]> = {
    'src/main.tsx': ['src/app.tsx', 'src/registry.ts'],
    'src/app.tsx': ['react'],
    'src/registry.ts': ['src/realm.ts', 'src/testing/toy.ts'],
    'src/realm.ts': ['src/registry.ts'],
    'src/testing/toy.ts': ['zod'],
    'src/lazy.tsx': ['src/app.tsx', 'uplot'],
  };
  const getModuleInfo = (id: string) => (graph[id] ? { importedIds: graph[id] } : null);
  expect([...importedBy('src/main.tsx', { getModuleInfo })].sort()).toEqual([
    'react',
    'src/app.tsx',
    'src/realm.ts',
    'src/registry.ts',
  ]);
});
