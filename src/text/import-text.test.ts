import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { importCorpus } from './import.ts';

const load = (name: string, text: string) => importCorpus(name, strToU8(text));
const shown = (name: string, text: string) => load(name, text).corpus.documents.map((d) => [d.title, d.text]);

describe('plain text', () => {
  it('makes a document of each paragraph, hard line breaks joined', () => {
    const { corpus, format } = load(
      'My_notes.txt',
      '\uFEFFFirst line\r\nand second.\r\n\r\n  \r\nNext <p>.\n\nNext <p>.',
    );
    expect(format).toBe('text');
    expect(corpus.documents).toEqual([
      { id: 'my-notes-1', title: 'My notes', text: 'First line and second.' },
      { id: 'my-notes-2', title: 'My notes', text: 'Next <p>.' },
    ]);
    expect(corpus.questions).toEqual([]);
  });

  it('joins lines of Chinese without a space, and guesses the language by the script', () => {
    const { corpus } = load('zh.txt', '北京是中国\n的首都。\nIt is old\nand large.');
    expect(corpus.documents[0]!.text).toBe('北京是中国的首都。 It is old and large.');
    expect(corpus.manifest.language).toBe('zh');
    expect(load('ja.txt', '東京は日本の首都です。').corpus.manifest.language).toBe('ja');
    expect(load('de.txt', 'Grüße aus Köln.').corpus.manifest.language).toBe('en');
  });

  it('reads a folder', () => {
    const files = new Map([
      ['d/b.txt', strToU8('B.')],
      ['d/a.md', strToU8('A.')],
      ['d/c.png', strToU8('x')],
    ]);
    const { corpus, skipped } = importCorpus('d', files);
    expect(corpus.documents.map(({ id }) => id)).toEqual(['a-1', 'b-2']);
    expect(skipped).toEqual({ 'files of other kinds': 1 });
  });

  it('refuses empty text and other encodings', () => {
    expect(() => load('a.txt', ' \n\n')).toThrow(/^a\.txt: no documents with text/);
    expect(() => importCorpus('a.txt', new Uint8Array([0x61, 0x0a, 0xff, 0x0a]))).toThrow(/^a\.txt, line 2: .*UTF-8/);
    expect(() => importCorpus('a.txt', new Uint8Array([0xff, 0xfe, 0x61, 0]))).toThrow(/^a\.txt: the file is UTF-16/);
  });

  it('reads a million paragraphs and one of 50 MB', { timeout: 120_000 }, () => {
    const started = performance.now();
    const many = Array.from({ length: 1_000_000 }, (_, i) => `t ${i}`).join('\n\n');
    expect(load('x.txt', many).corpus.documents).toHaveLength(1_000_000);
    expect(load('x.txt', 'x'.repeat(50_000_000)).corpus.documents).toHaveLength(1);
    expect(load('x.md', 'x *y_ '.repeat(200_000)).corpus.documents).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});

describe('Markdown', () => {
  it('makes a document of each section, as plain text', () => {
    const text = `---
title: front matter goes
---
Before any heading.

# The *Curies* ##
Marie **Curie** found [radium](http://x.y "t"),
and \`Pierre\` helped.

- one snake_case_word
- 2 * 3 * 4

> a quote

\`\`\`js
# not a heading
\`\`\`
## Nothing here
Warsaw
======
![map](m.png)A city with <b>HTML</b>.
***
Another \\*paragraph\\*.`;
    expect(shown('curie.md', text)).toEqual([
      ['curie', 'Before any heading.'],
      ['The Curies', 'Marie Curie found radium, and Pierre helped.\n\none snake_case_word 2 * 3 * 4\n\na quote'],
      ['Warsaw', 'A city with <b>HTML</b>.\n\nAnother *paragraph*.'],
    ]);
    expect(load('curie.md', text).skipped).toEqual({ 'blocks of code': 1 });
  });
});
