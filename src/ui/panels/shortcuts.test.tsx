import { expect, it } from 'vitest';
import { markupOf, textOf } from '../testing/markup.tsx';
import { ShortcutList } from './shortcuts.tsx';

const stores = { example: { live: true, look: 'table' }, index: { controls: null } };

it('the list of shortcuts names under each head a key once, and the page that it belongs to', () => {
  const markup = markupOf(<ShortcutList />, {}, stores);
  const groups = markup.split('<section').slice(1);
  const keysOf = new Map(
    groups.map((group) => {
      const [, title] = /<h3[^>]*>(.*?)<\/h3>/.exec(group)!;
      return [title!, [...group.matchAll(/<dt>(.*?)<\/dt>/g)].map(([, keys]) => textOf(keys!).trim())];
    }),
  );
  expect([...keysOf.keys()]).toEqual([
    'On every page',
    'On the page Run',
    'On the page Masking lab',
    'On the page Slow motion',
    'On the page Index',
    'In a lesson',
    'In the dialog Your corpora',
  ]);
  for (const [title, keys] of keysOf) expect(new Set(keys).size, title).toBe(keys.length);
  expect(keysOf.get('On the page Slow motion')).toEqual(['1', '2', '3', '4', '5', 'A', 'J', 'K']);
});
