/**
 * Imports SQuAD 1.1 and 2.0 (Rajpurkar et al. 2016, 2018): each paragraph becomes a document, each answerable question
 * comes along with its answers and names the paragraph as its document.
 */
import * as z from 'zod/mini';
import type { Document, Question } from './corpus.ts';
import { checked, corpusError, jsonOf } from './corpus-lines.ts';
import { slugOf, UniqueNames } from './corpus-slug.ts';
import { headOf, type Importer, importedManifest, onlyFile, Skipped } from './import-types.ts';

const squadSchema = z.object({
  data: z.array(
    z.object({
      title: z.string(),
      paragraphs: z.array(
        z.object({
          context: z.string(),
          qas: z.array(
            z.object({
              id: z.string(),
              question: z.string(),
              is_impossible: z.optional(z.boolean()),
              answers: z.array(z.object({ text: z.string() })),
            }),
          ),
        }),
      ),
    }),
  ),
});

const example = '{"data": [{"title": "…", "paragraphs": [{"context": "…", "qas": [{"id", "question", "answers"}]}]}]}';

export const squadImporter: Importer = {
  id: 'squad',
  label: 'SQuAD 1.1 or 2.0 (JSON)',
  recognises: (input) => {
    const file = onlyFile(input, /\.json$/i) ?? (input.files.size === 1 ? [...input.files][0] : undefined);
    const head = file && headOf(file[1], 100_000);
    return (
      head !== undefined && /^\uFEFF?\s*\{/.test(head) && /"data"\s*:\s*\[/.test(head) && /"paragraphs"\s*:/.test(head)
    );
  },
  read: (input, options) => {
    const [file, bytes] = onlyFile(input, /\.json$/i) ?? [...input.files][0]!;
    const { data } = checked(squadSchema, jsonOf(bytes, file), file, undefined, example);
    const skipped = new Skipped();
    const documents: Document[] = [];
    const questions: Question[] = [];
    const questionIds = new UniqueNames();
    /** Paragraphs seen so far of each article, so that two articles of one title count on. */
    const counts = new Map<string, number>();
    const known = new Map<string, string>();
    for (const article of data) {
      const title = article.title.replaceAll('_', ' ').trim();
      const slug = slugOf(title) || 'article';
      for (const { context, qas } of article.paragraphs) {
        if (context.trim() === '') {
          skipped.add('empty paragraphs');
          skipped.add('questions about empty paragraphs', qas.length);
          continue;
        }
        const key = `${slug}\n${context}`;
        let id = known.get(key);
        if (id === undefined) {
          const n = (counts.get(slug) ?? 0) + 1;
          counts.set(slug, n);
          id = `${slug}-${n}`;
          known.set(key, id);
          documents.push({ id, title, text: context });
        } else {
          skipped.add('paragraphs that repeat another of their article');
        }
        for (const qa of qas) {
          const answers = [...new Set(qa.answers.map(({ text }) => text.trim()))].filter((text) => text !== '');
          if (qa.is_impossible) skipped.add('questions marked as impossible');
          else if (answers.length === 0) skipped.add('questions without an answer');
          else if (qa.question.trim() === '') skipped.add('empty questions');
          else {
            questions.push({
              id: questionIds.take(qa.id || 'question'),
              question: qa.question.trim(),
              answers,
              documents: [id],
            });
          }
        }
      }
    }
    if (documents.length === 0)
      throw corpusError(file, undefined, 'no paragraphs with text. Choose a file that has some.');
    const corpus = { documents, questions };
    return { corpus: { manifest: importedManifest(input, corpus, options), ...corpus }, skipped: skipped.counts };
  },
};
