/**
 * Imports plain text and Markdown. The text of a file (in Markdown: of each section) becomes passages of whole sentences; their title is the
 * file's name or the section's heading.
 */

import { sentence } from '../../util/sentence.ts';
import { type Line, linesOf } from '../corpus/lines.ts';
import { passagesOf } from '../corpus/passages.ts';
import { CorpusBuilder, filesOfFormat, titleOfFile } from './build.ts';
import { guessLanguage } from './language.ts';
import { type LeftOut, markdownSections } from './markdown.ts';
import type { Importer, ImportInput, ImportOptions } from './types.ts';

const texts = (input: ImportInput, options: ImportOptions = {}) =>
  filesOfFormat(input, /\.(txt|text|md|markdown)$/i, options);

const isMarkdown = (file: string) => /\.(md|markdown)$/i.test(file);

export const textImporter: Importer = {
  id: 'text',
  label: 'Plain text or Markdown',
  recognises: (input) => texts(input).length > 0,
  read: (input, options) => {
    const found = texts(input, options);
    const leftOut = new Map<LeftOut, number>();
    const leaveOut = (what: LeftOut) => leftOut.set(what, (leftOut.get(what) ?? 0) + 1);
    let empty = 0;
    const sections = found.flatMap(([file, bytes]) => {
      const own = isMarkdown(file) ? titledSections(file, bytes, leaveOut) : plainSection(file, bytes);
      if (own.length === 0) empty++;
      return own;
    });
    // The language decides where sentences end.
    const language = options.language ?? guessLanguage(sections.flatMap(({ paragraphs }) => paragraphs));
    const builder = new CorpusBuilder(input, { ...options, language }, found.length);
    builder.skip('files without text', empty);
    for (const [what, count] of leftOut) builder.skip(what, count);
    for (const { file, title, paragraphs } of sections) {
      const { line } = paragraphs[0]!;
      for (const text of passagesOf(paragraphs.map((paragraph) => paragraph.text).join('\n\n'), language)) {
        builder.document({ file, line }, { title, text });
      }
    }
    return builder.result(sentence`Choose a text file that has a sentence.`);
  },
};

/** The text of a file, or of a section of it, under its title; never empty. */
interface Titled {
  file: string;
  title: string;
  paragraphs: Line[];
}

function plainSection(file: string, bytes: Uint8Array): Titled[] {
  const found = [...paragraphs(lines(bytes, file))];
  return found.length > 0 ? [{ file, title: titleOfFile(file), paragraphs: found }] : [];
}

function titledSections(file: string, bytes: Uint8Array, leaveOut: (what: LeftOut) => void): Titled[] {
  return markdownSections(file, bytes, leaveOut).map((section) => ({
    file,
    title: section.title ?? titleOfFile(file),
    paragraphs: section.paragraphs.map(({ line, text }) => ({ line, text: joined(text.split('\n')) })),
  }));
}

function* lines(bytes: Uint8Array, file: string): Generator<Line> {
  for (const { line, text } of linesOf(bytes, file)) yield { line, text: text.trimEnd() };
}

function* paragraphs(source: Iterable<Line>): Generator<Line> {
  let parts: string[] = [];
  let begin = 0;
  for (const { line, text } of source) {
    const trimmed = text.trim();
    if (trimmed !== '') {
      if (parts.length === 0) begin = line;
      parts.push(trimmed);
    } else if (parts.length > 0) {
      yield { line: begin, text: joined(parts) };
      parts = [];
    }
  }
  if (parts.length > 0) yield { line: begin, text: joined(parts) };
}

/** The lines of a paragraph with a space between them, or without one between characters of scripts that are written without spaces. */
const joined = (parts: readonly string[]) =>
  parts.length === 1 ? parts[0]! : parts.join('\n').replace(unspacedBreak, '').replaceAll('\n', ' ');

const wide = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\u3000-\\u303f\\uff00-\\uffef]';
const unspacedBreak = new RegExp(`(?<=${wide})\\n(?=${wide})`, 'gu');
