import { strToU8 } from 'fflate';
import { expect, it } from 'vitest';
import { importCorpus } from './import.ts';

const folder = (files: Record<string, string>) =>
  importCorpus('text', new Map(Object.entries(files).map(([path, content]) => [path, strToU8(content)])));

it('reads JSON Lines without an ending, in folders', () => {
  const { corpus, format, skipped } = folder({
    'AA/wiki_00':
      '{"id": "7", "url": "u", "title": "Oder", "text": "The Oder rises in Moravia."}\n{"id": 8, "title": "X", "text": ""}\n',
    'AB/wiki_01': '{"id": "9", "url": "u", "title": "Elbe", "text": "The Elbe rises in Bohemia."}\n',
    'log.txt': 'done',
  });
  expect(format).toBe('wikiextractor');
  expect(corpus.documents).toEqual([
    { id: '7', title: 'Oder', text: 'The Oder rises in Moravia.' },
    { id: '9', title: 'Elbe', text: 'The Elbe rises in Bohemia.' },
  ]);
  expect(skipped).toEqual({ 'documents without text': 1, 'files of other kinds': 1 });
});

it('reads articles between marks, whose first line is the title', () => {
  const { corpus } = importCorpus(
    'wiki_03',
    strToU8(
      '<doc id="7" url="https://e.org?curid=7" title="R&amp;D">\nR&amp;D\n\nResearch &lt;and&gt; development.\n\nIt costs.\n</doc>\n' +
        '<doc id="8" revid="1" url="u" title="A "quoted" title">\nNo title line.\n</doc>\n',
    ),
  );
  expect(corpus.documents).toEqual([
    { id: '7', title: 'R&D', text: 'Research <and> development.\n\nIt costs.' },
    { id: '8', title: 'A "quoted" title', text: 'No title line.' },
  ]);
});

it.each([
  [
    'an article that does not end',
    '<doc id="7" url="u" title="A">\nText.\n',
    /^wiki_00, line 1: the article has no <\/doc>/,
  ],
  [
    'an article within another',
    '<doc id="7" url="u" title="A">\n<doc id="8" url="u" title="B">\n',
    /^wiki_00, line 2: expected <\/doc>/,
  ],
  [
    'text between articles',
    '<doc id="7" url="u" title="A">\nText.\n</doc>\nMore.\n',
    /^wiki_00, line 4: expected <doc id=/,
  ],
  ['a line of another form', '{"id": "7", "title": "A"}\n', /^wiki_00, line 1: "text" is missing/],
])('refuses %s', (_, content, message) => {
  expect(() => importCorpus('wiki_00', strToU8(content))).toThrow(message);
});
