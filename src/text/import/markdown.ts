/** Reads Markdown (CommonMark with the tables of GitHub) as sections of plain text, each under its heading. */

import { Lexer, Marked, type MarkedToken, type Token } from 'marked';
import { sentence } from '../../util/sentence.ts';
import { corpusError } from '../corpus/corpus-error.ts';
import { type Line, textOf } from '../corpus/lines.ts';

/** The text below one heading; never empty. */
export interface Section {
  /** Undefined before the first heading. */
  title?: string;
  paragraphs: Line[];
}

/** What is left out, in the words of the import. */
export type LeftOut = 'blocks of code' | 'footnotes' | 'blocks of front matter';

/** Marks inside a longer paragraph are kept as they are: looking for pairs of them takes more than linear time. */
const longestInline = 20_000;

/** Footnotes are not in CommonMark: a note is left out, and so is the sign that refers to it. */
const { defaults } = new Marked({
  extensions: [
    {
      name: 'footnote',
      level: 'block',
      start: (source) => /^\[\^/m.exec(source)?.index,
      tokenizer(source) {
        const found = /^\[\^[^\]\n]{1,100}\]:[^\n]*(?:\n+(?: {2,}|\t)[^\n]*)*(?:\n+|$)/.exec(source);
        return found ? { type: 'footnote', raw: found[0] } : undefined;
      },
    },
    {
      name: 'reference',
      level: 'inline',
      start: (source) => source.indexOf('[^'),
      tokenizer(source) {
        const found = /^\[\^[^\]\n]{1,100}\]/.exec(source);
        return found ? { type: 'reference', raw: found[0] } : undefined;
      },
    },
  ],
});

/**
 * Links keep their words; images, link definitions, rules, front matter, and the marks of emphasis, code and HTML are left out.
 *
 * @throws RetrogradError `bad-corpus`: not UTF-8, or nested too deeply
 */
export function markdownSections(file: string, bytes: Uint8Array, leaveOut: (what: LeftOut) => void): Section[] {
  const whole = textOf(bytes, file).replace(/\r\n?/g, '\n');
  const text = whole.slice(frontMatterOf(whole).length);
  const firstLine = whole.slice(0, whole.length - text.length).split('\n').length;
  if (text !== whole) leaveOut('blocks of front matter');
  try {
    return sectionsOf(text, firstLine, leaveOut);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw corpusError(file, undefined, sentence`lists or quotations are nested too deeply. Flatten them.`, error);
  }
}

/**
 * Front matter at the beginning of a text, or nothing: YAML between lines of `---`, TOML between lines of `+++`, or an object of JSON, as static site
 * generators read them. Text between two rules is none: a blank line follows a rule.
 */
function frontMatterOf(text: string): string {
  const [object] = /^\{\n[\s\S]*?\n\}[^\S\n]*(?:\n|$)/.exec(text) ?? [];
  if (object !== undefined) return isJson(object) ? object : '';
  const [whole, , content] = /^(---|\+\+\+)[^\S\n]*\n([\s\S]*?\n|)(?:\1|\.\.\.)[^\S\n]*(?:\n|$)/.exec(text) ?? [];
  const isData =
    content !== undefined &&
    /^[^\S\n]*\S/.test(content) &&
    /[:=]/.test(content) &&
    content.split('\n').every((line) => dataLine.test(line));
  return isData ? whole! : '';
}

function isJson(text: string): boolean {
  try {
    return JSON.parse(text) !== null;
  } catch {
    return false;
  }
}

/** `key: value`, `key = value`, a table of TOML, what is indented, an entry of a list, a comment, or nothing. */
const dataLine = /^(?:\s*|#.*|[\w."'-]+(?:\s+[\w."'-]+)?\s*(?::(?:\s.*)?|=.*)|\[.*\]|[-\]}].*|\s+\S.*)$/;

function sectionsOf(text: string, firstLine: number, leaveOut: (what: LeftOut) => void): Section[] {
  const lexer = new Lexer({ ...defaults });
  const sections: Section[] = [];
  let section: Section = { paragraphs: [] };
  const next = (title: string | undefined) => {
    // a heading directly above another one has no text
    if (section.paragraphs.length > 0) sections.push(section);
    section = { title, paragraphs: [] };
  };
  let line = firstLine;
  for (const token of lexer.blockTokens(text, lexer.tokens)) {
    // a heading without words leaves the title as it is
    if (token.type === 'heading') next(inlineText(lexer, token.text).replace(/\s+/g, ' ') || section.title);
    else
      for (const paragraph of paragraphsOf(lexer, token, leaveOut)) section.paragraphs.push({ line, text: paragraph });
    line += token.raw.split('\n').length - 1;
  }
  next(undefined);
  return sections;
}

/** The paragraphs of a block, one for each entry of a list and each row of a table. */
function paragraphsOf(lexer: Lexer, token: Token, leaveOut: (what: LeftOut) => void): string[] {
  const block = token as MarkedToken | { type: 'footnote' };
  const within = (tokens: readonly Token[]) => tokens.flatMap((one) => paragraphsOf(lexer, one, leaveOut));
  switch (block.type) {
    case 'code':
      leaveOut('blocks of code');
      return [];
    case 'footnote':
      leaveOut('footnotes');
      return [];
    case 'heading':
    case 'paragraph':
    case 'text':
      return [inlineText(lexer, block.text)].filter(Boolean);
    case 'html':
      return withoutTags(block.text)
        .split(/\n\s*\n/)
        .map((part) => part.trim())
        .filter(Boolean);
    case 'blockquote':
      return within(block.tokens);
    case 'list':
      return block.items.flatMap((item) => within(item.tokens));
    case 'table':
      return [block.header, ...block.rows].map((row) => row.map((cell) => inlineText(lexer, cell.text)).join(' | '));
    default:
      return [];
  }
}

/** One paragraph as plain text; its lines stay lines. */
function inlineText(lexer: Lexer, text: string): string {
  if (text.length > longestInline || !/[*_`\\[<~&]|https?:|www\./.test(text)) return text.trim();
  return plain(lexer.inlineTokens(text))
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

function plain(tokens: readonly Token[]): string {
  return tokens.map((token) => plainToken(token as MarkedToken | { type: 'reference' })).join('');
}

function plainToken(token: MarkedToken | { type: 'reference' }): string {
  switch (token.type) {
    case 'text':
      return withCharacters(token.text);
    case 'escape':
    case 'codespan':
      return token.text;
    case 'br':
      return '\n';
    case 'html':
      return /^<br\b/i.test(token.raw) ? '\n' : '';
    case 'link':
    case 'strong':
    case 'em':
    case 'del':
      return plain(token.tokens);
    default:
      // images, references to notes
      return '';
  }
}

/** Elements whose content is no text. */
const hidden = /<!--[\s\S]*?(?:-->|$)|<(script|style)\b[^<>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi;
/** Tags that stand between words. */
const between = /<(?:br|\/?(?:p|div|li|tr|td|th|h[1-6]|summary|dt|dd))\b[^<>]*>/gi;

const withoutTags = (html: string) =>
  withCharacters(
    html
      .replace(hidden, '')
      .replace(between, ' ')
      .replace(/<\/?[a-z][^<>]*>/gi, ''),
  ).replace(/[^\S\n]+/g, ' ');

const named: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', hellip: '…', mdash: '—', ndash: '–', copy: '©' },
  ...{ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»', deg: '°', times: '×', middot: '·' },
};

/** The characters that HTML names by number, and the usual ones of those that have a name. */
function withCharacters(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hex, name: string) => {
    if (name) return named[name] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
