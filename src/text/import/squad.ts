/**
 * Imports SQuAD 1.1 and 2.0 (Rajpurkar et al. 2016, 2018), and the files of annotation tools that write its form: each paragraph becomes a document.
 * Each answerable question is imported with its answers and names the paragraph as its document.
 */
import * as z from 'zod/mini';
import { sentence } from '../../util/sentence.ts';
import { checked, corpusError, jsonOf } from '../corpus/lines.ts';
import { slugOf } from '../corpus/slug.ts';
import { readAnswers } from './answers.ts';
import { CorpusBuilder, filesLike, headOf, titleOfFile } from './build.ts';
import type { Importer, ImportInput, ImportOptions } from './types.ts';

const text = z.nullish(z.string());
const id = z.nullish(z.union([z.string(), z.number()]));
const questionSchema = z.object({
  id,
  question: z.string(),
  is_impossible: z.nullish(z.union([z.boolean(), z.string()])),
  // test sets have none
  answers: z.optional(z.unknown()),
});
const paragraphSchema = z.object({ context: z.string(), qas: z.nullish(z.array(questionSchema)) });
const articleSchema = z.object({ title: text, paragraphs: z.array(paragraphSchema) });

type SquadArticle = z.infer<typeof articleSchema>;
type SquadQuestion = z.infer<typeof questionSchema>;

const example = '{"data": [{"title": "…", "paragraphs": [{"context": "…", "qas": [{"id", "question", "answers"}]}]}]}';

/** The files of SQuAD's form; if the user has chosen the format, every JSON file, or else the only one. */
function squadFiles(input: ImportInput, { format }: ImportOptions = {}): [path: string, bytes: Uint8Array][] {
  const json = filesLike(input, /\.json$/i);
  const candidates = json.length > 0 ? json : input.files.size === 1 ? [...input.files] : [];
  return format === undefined ? candidates.filter(([, bytes]) => isSquad(bytes)) : candidates;
}

function isSquad(bytes: Uint8Array): boolean {
  const head = headOf(bytes, 100_000);
  return (
    (/^\s*\{/.test(head) ? /"data"\s*:\s*\[/.test(head) : /^\s*\[\s*\{/.test(head)) && /"paragraphs"\s*:/.test(head)
  );
}

export const squadImporter: Importer = {
  id: 'squad',
  label: 'SQuAD 1.1 or 2.0 (JSON)',
  recognises: (input) => squadFiles(input).length > 0,
  read: (input, options) => {
    const found = squadFiles(input, options);
    if (found.length === 0)
      throw corpusError(input.name, undefined, sentence`there is no JSON file. Choose one in the form of SQuAD.`);
    const reader = new SquadReader(new CorpusBuilder(input, options));
    reader.builder.skip('files of other kinds', input.files.size - found.length);
    for (const [file, bytes] of found) {
      const content = jsonOf(bytes, file);
      const schema = Array.isArray(content) ? z.array(articleSchema) : z.object({ data: z.array(articleSchema) });
      const articles = checked<SquadArticle[] | { data: SquadArticle[] }>(schema, content, file, undefined, example);
      for (const article of 'data' in articles ? articles.data : articles) reader.article(file, article);
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
    { id, question, is_impossible: impossible, answers }: SquadQuestion,
    document: string,
    { file, context }: { file: string; context: string },
  ): void {
    const accepted = readAnswers(answers, file, undefined, 'answers', context);
    if (impossible === true || /^true$/i.test(String(impossible))) this.builder.skip('questions marked as impossible');
    // that the paragraph answers it is not enough: it has to be known what the answer is
    else if (accepted.length === 0) this.builder.skip('questions without an answer');
    else {
      this.builder.question({
        ...(id === null || id === undefined ? {} : { id: String(id) }),
        question,
        answers: accepted,
        documents: [document],
      });
    }
  }
}
