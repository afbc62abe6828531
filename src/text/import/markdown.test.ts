import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../util/testing/linear.ts';
import { type LeftOut, markdownSections } from './markdown.ts';

function read(text: string) {
  const leftOut: LeftOut[] = [];
  const sections = markdownSections('a.md', strToU8(text), (what) => leftOut.push(what));
  return { sections, leftOut };
}

/** The paragraphs of a text without headings. */
const paragraphs = (text: string) =>
  read(text).sections.flatMap((section) => section.paragraphs.map((one) => one.text));

describe('marks within a paragraph', () => {
  it.each([
    [
      'a link with brackets in its address',
      'On [Io](https://e.org/Io_(moon)) there are volcanoes.',
      'On Io there are volcanoes.',
    ],
    ['a link with brackets in its words', 'See [the list [short]](x.md).', 'See the list [short].'],
    ['a link by reference', 'It is [old][a] and [new].\n\n[a]: https://e.org "Old"\n[new]: /n', 'It is old and new.'],
    [
      'an address as such',
      'See <https://e.org/a_b> or https://e.org/c_d.',
      'See https://e.org/a_b or https://e.org/c_d.',
    ],
    ['an image inside a link', '[![passing](b.svg)](ci) Text.', 'Text.'],
    ['a note', 'It is large[^size].', 'It is large.'],
    [
      'emphasis within emphasis',
      '**A *very* bold** word, ~~gone~~, and snake_case_name.',
      'A very bold word, gone, and snake_case_name.',
    ],
    ['code, and what is escaped', 'Use `a * b`, 2 \\* 3 and 4 * 5.', 'Use a * b, 2 * 3 and 4 * 5.'],
    ['HTML', 'Water is H<sub>2</sub>O<!-- so --> &amp; a < b &#8211; c.', 'Water is H2O & a < b – c.'],
  ])('%s', (_, text, expected) => {
    expect(paragraphs(text)).toEqual([expected]);
  });

  it('stay in a paragraph that is too long to look for pairs', () => {
    expectLinear((marks) => {
      const long = '_a_b '.repeat(marks);
      expect(paragraphs(long)).toEqual([long.trim()]);
    }, 10_000);
  });
});

describe('blocks', () => {
  it('makes a paragraph of each entry and each row, also inside quotations', () => {
    const text = '1. One\n   goes on\n2. Two\n   - Inner\n\n> - Quoted\n\n| a | b |\n|---|---|\n| *c* | d |';
    expect(paragraphs(text)).toEqual(['One\ngoes on', 'Two', 'Inner', 'Quoted', 'a | b', 'c | d']);
  });

  it('leaves out code and notes, also in lists, and counts them', () => {
    const text =
      '- Steps:\n\n  ```sh\n  # no heading\n  ```\n- Then\n\n~~~\ncode\n~~~\n\n    indented\n\nEnd[^1].\n\n[^1]: A note\n    of two lines.\n';
    const { sections, leftOut } = read(text);
    expect(sections).toEqual([
      {
        title: undefined,
        paragraphs: [
          { line: 1, text: 'Steps:' },
          { line: 1, text: 'Then' },
          { line: 14, text: 'End.' },
        ],
      },
    ]);
    expect(leftOut).toEqual(['blocks of code', 'blocks of code', 'blocks of code', 'footnotes']);
  });

  it('leaves out the tags of HTML and keeps its words', () => {
    expect(
      paragraphs('<p align="center">\n<img src="logo.png">\n</p>\n\n<div>The Rhine &lt; 1,300 km.</div>\n'),
    ).toEqual(['The Rhine < 1,300 km.']);
  });

  it.each([
    ['a script', '<script>\nvar a = "One";\n\nvar b;\n</script>\n\nTwo.', ['Two.']],
    ['a style within a line', 'One.\n\n<div><style>p {color: red}</style>Two.</div>', ['One.', 'Two.']],
    [
      'cells and lines',
      '<table><tr><td>One</td><td>two</td></tr></table>\n\nThree<br/>four.',
      ['One two', 'Three\nfour.'],
    ],
    ['a script that never ends', 'One.\n\n<script>\nvar a = 1;', ['One.']],
  ])('keeps the words of HTML apart, and drops what is no text: %s', (_, text, expected) => {
    expect(paragraphs(text)).toEqual(expected);
  });

  it('reads headings of both kinds, of several lines, with marks, and without words', () => {
    const { sections } = read(
      'Before.\n\n# The *Elbe* #\nOne.\n\nTwo\nlines\n===\nTwo.\n\n##\n\nThree.\n\n> # Quoted\n',
    );
    expect(sections.map(({ title, paragraphs: [first] }) => [title, first!.line, first!.text])).toEqual([
      [undefined, 1, 'Before.'],
      ['The Elbe', 4, 'One.'],
      ['Two lines', 9, 'Two.'],
      ['Two lines', 13, 'Three.'],
    ]);
    expect(sections.at(-1)!.paragraphs.map(({ text }) => text)).toEqual(['Three.', 'Quoted']);
  });
});

describe('front matter', () => {
  it.each([
    ['YAML', '---\ntitle: A\ntags:\n  - b\n# c\n---\nText.'],
    ['YAML that ends with dots', '---\ntitle: "A: b"\n...\nText.'],
    ['TOML', '+++\ntitle = "A"\n[params]\nx = 1\n+++\nText.'],
    ['JSON', '{\n  "title": "A",\n  "tags": ["b"]\n}\n\nText.'],
    ['lines that end as in Windows', '---\r\ntitle: A\r\n---\r\nText.\r\n'],
  ])('in %s is left out', (_, text) => {
    expect(paragraphs(text)).toEqual(['Text.']);
    expect(read(text).leftOut).toEqual(['blocks of front matter']);
  });

  it.each([
    ['a rule', '---\n\nOne.\n\nTwo.', ['One.', 'Two.']],
    ['two rules', '---\n\nOne.\n\n---\n\nTwo.', ['One.', 'Two.']],
    ['two rules around what looks like a key', '---\n\nOne said: two.\n\n---\n\nThree.', ['One said: two.', 'Three.']],
    ['a text in braces', '{\nOne, two.\n}\n\nThree.', ['{\nOne, two.\n}', 'Three.']],
    ['a rule and a heading', '---\nOne, he said.\n---\n\nTwo.', ['Two.']],
    ['a mark that never ends', '---\ntitle: A\n\nText.', ['title: A', 'Text.']],
  ])('is not %s', (_, text, expected) => {
    expect(paragraphs(text)).toEqual(expected);
  });
});

it('refuses what is nested too deeply, in one line', () => {
  expect(() => read('> '.repeat(50_000))).toThrow(
    /^a\.md: lists or quotations are nested too deeply\. Flatten them\.$/,
  );
});
