import { beforeAll, expect, it } from 'vitest';
import { loadViews } from '../systems/registry.ts';
import { actionsOf } from './registry.ts';

beforeAll(() => loadViews());

it.each([
  ['realm', ['1', '2', '3', '4', 'Ctrl z', 'j', 'k', 'v']],
  ['qa', ['Ctrl z']],
  ['llara', ['Ctrl z']],
  ['glm', ['Ctrl z']],
])(
  'gives no key to two actions of %s, but for those of pages that are never on screen together, undo, and what gives way to the page',
  (system, keys) => {
    const actions = new Map<string, string[]>();
    for (const { id, shortcut } of actionsOf(system)) {
      if (!shortcut) continue;
      const key = `${shortcut.mod ? 'Ctrl ' : ''}${shortcut.key}`;
      actions.set(key, [...(actions.get(key) ?? []), id]);
    }
    const shared = [...actions].filter(([, ids]) => ids.length > 1).map(([key]) => key);
    expect(shared.sort()).toEqual(keys);
  },
);
