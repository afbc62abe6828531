import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../util/testing/linear.ts';
import { importCorpus } from './import.ts';

const load = (name: string, text: string) => importCorpus(name, strToU8(text));
const shown = (name: string, text: string) => load(name, text).corpus.documents.map((d) => [d.title, d.text]);

describe('plain text', () => {
  it('packs whole sentences into passages of at most a hundred words, hard line breaks joined', () => {
    // 45 words each: two fit, a third does not.
    const sentence = (first: string) => `${first}${' word'.repeat(44)}.`;
    const { corpus, format } = load(
      'My_notes.txt',
      `\uFEFF${sentence('One')}\r\nMr. Two${' word'.repeat(43)}.\r\n\r\n  \r\n${sentence('Three')}\n\n${sentence('<p>')}`,
    );
    expect(format).toBe('text');
    expect(corpus.documents).toEqual([
      { id: 'my-notes-1', title: 'My notes', text: `${sentence('One')} Mr. Two${' word'.repeat(43)}.` },
      // The empty line between two paragraphs stays.
      { id: 'my-notes-2', title: 'My notes', text: `${sentence('Three')}\n\n${sentence('<p>')}` },
    ]);
    expect(corpus.questions).toEqual([]);
  });

  it('keeps a sentence that is longer than a passage whole, and takes repeated passages once', () => {
    const long = `It${' goes on'.repeat(60)}.`;
    const { corpus, skipped } = load('a.txt', `Short. ${long} Short.\n\n${long}`);
    expect(corpus.documents.map(({ text }) => text)).toEqual(['Short.', long]);
    expect(skipped).toEqual({ 'repeated documents': 2 });
  });

  it('joins lines of Chinese without a space, and guesses the language by the script', () => {
    const { corpus } = load('zh.txt', '北京是中国\n的首都。\nIt is old\nand large.');
    expect(corpus.documents[0]!.text).toBe('北京是中国的首都。 It is old and large.');
    expect(corpus.manifest.language).toBe('zh');
    expect(load('ja.txt', '東京は日本の首都です。').corpus.manifest.language).toBe('ja');
    // Where sentences end depends on the language: in Chinese no space has to follow.
    const sentence = `你好${'吗'.repeat(58)}?`;
    expect(shown('zh.txt', sentence.repeat(2)).map(([, text]) => text)).toEqual([sentence]);
    expect(importCorpus('zh.txt', strToU8(sentence.repeat(2)), { language: 'ja' }).corpus.documents[0]!.text).toBe(
      sentence.repeat(2),
    );
    // Too few words to tell a language in Latin script.
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

  it('reads many paragraphs in time proportional to their number, and one of 50 MB', () => {
    expectLinear((paragraphs) => {
      const many = Array.from({ length: paragraphs }, (_, i) => `t ${i}`).join('\n\n');
      // Two words each, fifty in a passage.
      expect(load('x.txt', many).corpus.documents).toHaveLength(paragraphs / 50);
    }, 20_000);
    expect(load('x.txt', 'x'.repeat(50_000_000)).corpus.documents).toHaveLength(1);
    expectLinear((marks) => {
      expect(load('x.md', 'x *y_ '.repeat(marks)).corpus.documents).toHaveLength(1);
    }, 20_000);
  });
});

describe('Markdown', () => {
  it('takes each section under its heading, as plain text', () => {
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
      ['The Curies', 'Marie Curie found radium, and Pierre helped.\n\none snake_case_word\n\n2 * 3 * 4\n\na quote'],
      ['Warsaw', 'A city with HTML.\n\nAnother *paragraph*.'],
    ]);
    expect(load('curie.md', text).skipped).toEqual({ 'blocks of code': 1, 'blocks of front matter': 1 });
  });

  it('cuts a long section into passages under its heading, and never packs across headings', () => {
    const sentences = Array.from({ length: 5 }, (_, i) => `Sentence ${i}${' word'.repeat(38)}.`);
    expect(shown('a.md', `# Long\n${sentences.join('\n')}\n# Short\nAn end.`)).toEqual([
      ['Long', `${sentences[0]} ${sentences[1]}`],
      ['Long', `${sentences[2]} ${sentences[3]}`],
      ['Long', sentences[4]],
      ['Short', 'An end.'],
    ]);
  });
});
