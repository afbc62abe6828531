/**
 * Imports what WikiExtractor writes from a dump of Wikipedia: files `AA/wiki_00` without an ending, either JSON Lines {id, url, title, text} or articles
 * between `<doc id="…" url="…" title="…">` and `</doc>` (https://github.com/attardi/wikiextractor).
 */

import { sentence } from '../../util/sentence.ts';
import { z } from '../../util/zod.ts';
import { corpusError } from '../corpus/corpus-error.ts';
import { checked, jsonLinesOf, linesOf } from '../corpus/lines.ts';
import { CorpusBuilder, filesLike, headOf } from './build.ts';
import type { Importer, ImportInput } from './types.ts';

const id = z.union([z.string(), z.number()]);
const articleSchema = z.object({ id, title: z.string(), text: z.string() });

const extracted = (input: ImportInput) => filesLike(input, /(^|\/)wiki_\d+$/);

export const wikiExtractorImporter: Importer = {
  id: 'wikiextractor',
  label: 'WikiExtractor (folders AA, AB, … with files wiki_00, …)',
  recognises: (input) => extracted(input).length > 0,
  read: (input, options) => {
    const found = extracted(input);
    const builder = new CorpusBuilder(input, options, found.length);
    for (const [file, bytes] of found) {
      if (/^\s*\{/.test(headOf(bytes, 64))) readJson(file, bytes, builder);
      else readMarked(file, bytes, builder);
    }
    return builder.result(sentence`Choose the folder that WikiExtractor wrote.`);
  },
};

function readJson(file: string, bytes: Uint8Array, builder: CorpusBuilder): void {
  const example = '{"id": "12", "url": "…", "title": "…", "text": "…"}';
  for (const { line, value } of jsonLinesOf(bytes, file)) {
    const article = checked(articleSchema, value, file, line, example);
    builder.document({ file, line }, { ...article, id: String(article.id) });
  }
}

function readMarked(file: string, bytes: Uint8Array, builder: CorpusBuilder): void {
  let article: { id: string; title: string; line: number; lines: string[] } | null = null;
  for (const { line, text } of linesOf(bytes, file)) {
    const begins = /^<doc id="([^"]*)"[^>]* title="(.*)">\s*$/.exec(text);
    if (begins && !article) article = { id: begins[1]!, title: plain(begins[2]!), line, lines: [] };
    else if (text.trim() === '</doc>' && article) {
      // the first line is the title once more
      const body = plain(article.lines[0] ?? '').trim() === article.title ? article.lines.slice(1) : article.lines;
      builder.document(
        { file, line: article.line },
        { id: article.id, title: article.title, text: plain(body.join('\n')) },
      );
      article = null;
    } else if (article && !begins) article.lines.push(text);
    else if (text.trim() !== '') {
      const expected = article
        ? sentence`</doc> for the article of line ${article.line}`
        : '<doc id="…" url="…" title="…">';
      throw corpusError(file, line, sentence`expected ${expected} here. Extract the dump again, or use --json.`);
    }
  }
  if (article) {
    throw corpusError(
      file,
      article.line,
      sentence`the article has no </doc>: the file was cut short. Extract the dump again.`,
    );
  }
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };

/** WikiExtractor escapes the marks of HTML. */
const plain = (text: string) => text.replace(/&(lt|gt|quot|amp);/g, (_, name: string) => entities[name]!);
