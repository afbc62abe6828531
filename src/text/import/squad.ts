/**
 * Imports SQuAD 1.1 and 2.0 (Rajpurkar et al. 2016, 2018), and the files of annotation tools that write its form: each paragraph becomes a document.
 * Each answerable question is imported with its answers and names the paragraph as its document.
 */

import { sentence } from '../../util/sentence.ts';
import { z } from '../../util/zod.ts';
import { corpusError } from '../corpus/corpus-error.ts';
import { checked, jsonLinesOf, jsonOf } from '../corpus/lines.ts';
import { slugOf } from '../corpus/slug.ts';
import { readAnswers } from './answers.ts';
import { CorpusBuilder, filesLike, headOf, titleOfFile } from './build.ts';
import { firstLineRecord } from './json-records.ts';
import type { Importer, ImportInput, ImportOptions } from './types.ts';

const text = z.nullish(z.string());
const id = z.nullish(z.union([z.string(), z.number()]));
const questionSchema = z.object({
  id,
  question: z.string(),
  is_impossible: z.nullish(z.union([z.boolean(), z.string()])),
  // test sets have none
  answers: z.optional(z.unknown()),
  // as some annotation tools and MRQA call them
  answer: z.optional(z.unknown()),
  qid: id,
});
const paragraphSchema = z.object({ context: z.string(), qas: z.nullish(z.array(questionSchema)) });
const articleSchema = z.object({ title: text, paragraphs: z.array(paragraphSchema) });

type SquadArticle = z.infer<typeof articleSchema>;
type SquadQuestion = z.infer<typeof questionSchema>;

const example = '{"data": [{"title": "…", "paragraphs": [{"context": "…", "qas": [{"id", "question", "answers"}]}]}]}';

/** The files of SQuAD's form; if the user has chosen the format, every JSON file, or else the only one. */
function squadFiles(input: ImportInput, { format }: ImportOptions = {}): [path: string, bytes: Uint8Array][] {
  const json = filesLike(input, /\.(json|jsonl|ndjson)$/i);
  const candidates = json.length > 0 ? json : input.files.size === 1 ? [...input.files] : [];
  return format === undefined ? candidates.filter(([, bytes]) => isSquad(bytes)) : candidates;
}

function isSquad(bytes: Uint8Array): boolean {
  const head = headOf(bytes, 100_000);
  if (/^\s*\{[\s\S]*"data"\s*:\s*\[/.test(head) || /^\s*\[\s*\{/.test(head)) return /"(paragraphs|qas)"\s*:/.test(head);
  // Other records may have paragraphs, too, with other keys.
  return /^\s*\{/.test(head) && /"(paragraphs|qas)"\s*:\s*\[\s*\{/.test(head) && /"context"\s*:/.test(head);
}

/** Whether each line is an article or a paragraph, as in the files of MRQA, which begin with a header; a whole SQuAD file may be one line, too. */
function holdsLines(bytes: Uint8Array): boolean {
  const record = firstLineRecord(bytes);
  return record !== undefined && ('header' in record || 'context' in record || 'paragraphs' in record);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Tools also write paragraphs that belong to no article. */
const inArticle = (item: unknown): unknown =>
  isObject(item) && 'context' in item && !('paragraphs' in item) ? { title: item.title, paragraphs: [item] } : item;

/** A list of articles, with or without `data` around it; or a single one. */
function articlesIn(content: unknown, file: string): SquadArticle[] {
  if (Array.isArray(content)) return checked(z.array(articleSchema), content.map(inArticle), file, undefined, example);
  if (isObject(content) && !('data' in content) && 'paragraphs' in content) {
    return [checked(articleSchema, content, file, undefined, example)];
  }
  const given = isObject(content) && Array.isArray(content.data) ? { data: content.data.map(inArticle) } : content;
  return checked(z.object({ data: z.array(articleSchema) }), given, file, undefined, example).data;
}

export const squadImporter: Importer = {
  id: 'squad',
  label: 'SQuAD 1.1 or 2.0 (JSON)',
  recognises: (input) => squadFiles(input).length > 0,
  read: (input, options) => {
    const found = squadFiles(input, options);
    if (found.length === 0)
      throw corpusError(input.name, undefined, sentence`there is no JSON file. Choose one in the form of SQuAD.`);
    const reader = new SquadReader(new CorpusBuilder(input, options, found.length));
    for (const [file, bytes] of found) {
      if (!holdsLines(bytes)) {
        for (const article of articlesIn(jsonOf(bytes, file), file)) reader.article(file, article);
        continue;
      }
      for (const { line, value } of jsonLinesOf(bytes, file)) {
        if (isObject(value) && 'header' in value) continue;
        reader.article(file, checked(articleSchema, inArticle(value), file, line, example));
      }
    }
    return reader.builder.result(sentence`Choose a SQuAD file whose paragraphs have a context.`);
  },
};

class SquadReader {
  /** The paragraphs so far by slug and text, so that the paragraphs of two articles with the same title are counted together. */
  private readonly articles = new Map<string, Map<string, string>>();

  constructor(readonly builder: CorpusBuilder) {}

  article(file: string, { title: given, paragraphs: contexts }: SquadArticle): void {
    const title = given?.replaceAll('_', ' ').trim() || titleOfFile(file);
    const slug = slugOf(title) || 'article';
    const paragraphs = this.articles.get(slug) ?? new Map<string, string>();
    this.articles.set(slug, paragraphs);
    for (const { context, qas } of contexts) {
      const document = paragraphs.get(context) ?? `${slug}-${paragraphs.size + 1}`;
      // The lines of a parsed JSON file are unknown. No message shows this one, because the ids made here are unique.
      if (this.builder.document({ file, line: 1 }, { id: document, title, text: context })) {
        paragraphs.set(context, document);
        for (const question of qas ?? []) this.question(question, document, { file, context });
      } else this.builder.skip('questions about documents without text', qas?.length ?? 0);
    }
  }

  private question(
    { id, qid, question, is_impossible: impossible, answers, answer }: SquadQuestion,
    document: string,
    { file, context }: { file: string; context: string },
  ): void {
    const accepted = readAnswers(answers ?? answer, file, undefined, 'answers', context);
    if (impossible === true || /^true$/i.test(String(impossible))) this.builder.skip('questions marked as impossible');
    // that the paragraph answers it is not enough: it has to be known what the answer is
    else if (accepted.every((one) => one.trim() === '')) this.builder.skip('questions without an answer');
    else {
      this.builder.question({
        id: (id ?? qid)?.toString(),
        question,
        answers: accepted,
        documents: [document],
      });
    }
  }
}
