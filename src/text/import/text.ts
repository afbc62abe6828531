/**
 * Imports plain text and Markdown. The text of a file (in Markdown: of each section) becomes passages of whole sentences; their title is the
 * file's name or the section's heading.
 */
import { type Line, linesOf } from '../corpus/lines.ts';
import { passagesOf } from '../corpus/passages.ts';
import { CorpusBuilder, filesOfFormat, titleOfFile } from './build.ts';
import { guessLanguage } from './language.ts';
import type { Importer, ImportInput, ImportOptions } from './types.ts';

const texts = (input: ImportInput, options: ImportOptions = {}) =>
  filesOfFormat(input, /\.(txt|text|md|markdown)$/i, options);

export const textImporter: Importer = {
  id: 'text',
  label: 'Plain text or Markdown',
  recognises: (input) => texts(input).length > 0,
  read: (input, options) => {
    const found = texts(input, options);
    let codeBlocks = 0;
    const countCode = () => codeBlocks++;
    const sections = found.flatMap(([file, bytes]) => [
      ...(/\.m/i.test(file.slice(-9)) ? markdownSections(file, bytes, countCode) : plainSection(file, bytes)),
    ]);
    // The language decides where sentences end.
    const language = options.language ?? guessLanguage(sections.flatMap(({ paragraphs }) => paragraphs));
    const builder = new CorpusBuilder(input, { ...options, language });
    builder.skip('files of other kinds', input.files.size - found.length);
    builder.skip('blocks of code', codeBlocks);
    for (const { file, title, paragraphs } of sections) {
      const { line } = paragraphs[0]!;
      for (const text of passagesOf(paragraphs.map((paragraph) => paragraph.text).join('\n\n'), language)) {
        builder.document({ file, line }, { title, text });
      }
    }
    return builder.result('Choose a text file that has a sentence.');
  },
};

/** The text under one title; never empty. */
interface Section {
  file: string;
  title: string;
  paragraphs: Line[];
}

function* plainSection(file: string, bytes: Uint8Array): Generator<Section> {
  const found = [...paragraphs(lines(bytes, file))];
  if (found.length > 0) yield { file, title: titleOfFile(file), paragraphs: found };
}

function* markdownSections(file: string, bytes: Uint8Array, onCode: () => void): Generator<Section> {
  let title = titleOfFile(file);
  let section: Line[] = [];
  // A heading directly above another heading has no text.
  const finished = function* (): Generator<Section> {
    const found = [...paragraphs(section)];
    if (found.length > 0) yield { file, title, paragraphs: found };
    section = [];
  };
  let fence: string | undefined;
  let frontMatter = false;
  for (const { line, text } of lines(bytes, file)) {
    if (line === 1 && text.trim() === '---') frontMatter = true;
    else if (frontMatter) frontMatter = text.trim() !== '---' && text.trim() !== '...';
    else if (fence) {
      if (text.trim().startsWith(fence)) fence = undefined;
    } else {
      const opened = /^ {0,3}(`{3,}|~{3,})/.exec(text)?.[1];
      const heading = /^ {0,3}#{1,6}(?:\s|$)/.exec(text)?.[0];
      const last = section.at(-1);
      if (opened) {
        fence = opened;
        onCode();
      } else if (heading !== undefined) {
        yield* finished();
        title =
          plainInline(
            text
              .slice(heading.length)
              .trim()
              .replace(/(?:^|\s)#+$/, ''),
          ) || title;
      } else if (/^ {0,3}(=+|-+)\s*$/.test(text) && last && last.text !== '') {
        // A line underlined with = or - is a heading, too.
        section.pop();
        yield* finished();
        title = last.text;
      } else if (/^ {0,3}([-*_])(\s*\1){2,}\s*$/.test(text)) section.push({ line, text: '' });
      else section.push({ line, text: plainInline(text.replace(/^\s*(?:>\s?)*(?:[-*+]\s+|\d+[.)]\s+)?/, '')) });
    }
  }
  yield* finished();
}

function* lines(bytes: Uint8Array, file: string): Generator<Line> {
  for (const { line, text } of linesOf(bytes, file)) yield { line, text: text.trimEnd() };
}

/** Joins the lines of a paragraph: with a space, or without one between characters of scripts that are written without spaces. */
function* paragraphs(source: Iterable<Line>): Generator<Line> {
  let parts: string[] = [];
  let begin = 0;
  const joined = () =>
    parts.length === 1 ? parts[0]! : parts.join('\n').replace(unspacedBreak, '').replaceAll('\n', ' ');
  for (const { line, text } of source) {
    const trimmed = text.trim();
    if (trimmed !== '') {
      if (parts.length === 0) begin = line;
      parts.push(trimmed);
    } else if (parts.length > 0) {
      yield { line: begin, text: joined() };
      parts = [];
    }
  }
  if (parts.length > 0) yield { line: begin, text: joined() };
}

const wide = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\u3000-\\u303f\\uff00-\\uffef]';
const unspacedBreak = new RegExp(`(?<=${wide})\\n(?=${wide})`, 'gu');

/**
 * Turns Markdown within a line into plain text: links keep their words; images and the marks of emphasis and code are removed; HTML stays as text.
 * The length between two marks is limited, because a search for the second mark from every first one takes quadratic time.
 */
function plainInline(text: string): string {
  if (!/[*_`\\[]/.test(text)) return text.trim();
  let plain = text
    // Escaped characters are kept in the private use area meanwhile, so that they are not taken for marks.
    .replace(/\\([!-/:-@[-`{-~])/g, (_, mark: string) => String.fromCharCode(privateUse + mark.charCodeAt(0)))
    .replace(/!\[[^\]]{0,300}\]\([^)]{0,1000}\)/g, '')
    .replace(/\[([^\]]{1,300})\](?:\([^)]{0,1000}\)|\[[^\]]{0,300}\])/g, '$1')
    .replace(/`([^`]{0,300})`/g, '$1');
  // Twice, for emphasis within emphasis.
  for (let pass = 0; pass < 2; pass++) {
    plain = plain
      .replace(/(?<![\p{L}\p{N}*])(\*{1,3})(?=\S)([^*]{0,300}[^\s*])\1(?!\*)/gu, '$2')
      .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)([^_]{0,300}[^\s_])\1(?![\p{L}\p{N}_])/gu, '$2');
  }
  return plain.replace(/[\ue000-\ue07f]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - privateUse)).trim();
}

const privateUse = 0xe000;
