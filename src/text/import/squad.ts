/**
 * Imports SQuAD 1.1 and 2.0 (Rajpurkar et al. 2016, 2018): each paragraph becomes a document. Each answerable question is imported with its
 * answers and names the paragraph as its document.
 */
import * as z from 'zod/mini';
import { sentence } from '../../util/sentence.ts';
import { checked, corpusError, jsonOf } from '../corpus/lines.ts';
import { slugOf } from '../corpus/slug.ts';
import { CorpusBuilder, filesLike, headOf } from './build.ts';
import type { Importer, ImportInput } from './types.ts';

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

/** The only JSON file of a folder, or the only file. */
function squadFile(input: ImportInput): [path: string, bytes: Uint8Array] | undefined {
  const json = filesLike(input, /\.json$/i);
  return json.length === 1 ? json[0] : input.files.size === 1 ? [...input.files][0] : undefined;
}

export const squadImporter: Importer = {
  id: 'squad',
  label: 'SQuAD 1.1 or 2.0 (JSON)',
  recognises: (input) => {
    const file = squadFile(input);
    const head = file ? headOf(file[1], 100_000) : '';
    return /^\s*\{/.test(head) && /"data"\s*:\s*\[/.test(head) && /"paragraphs"\s*:/.test(head);
  },
  read: (input, options) => {
    const found = squadFile(input);
    if (!found)
      throw corpusError(input.name, undefined, sentence`there are several files. Choose the one JSON file alone.`);
    const [file, bytes] = found;
    const { data } = checked(squadSchema, jsonOf(bytes, file), file, undefined, example);
    const builder = new CorpusBuilder(input, options);
    /** The paragraphs so far by slug and text, so that the paragraphs of two articles with the same title are counted together. */
    const articles = new Map<string, Map<string, string>>();
    for (const article of data) {
      const title = article.title.replaceAll('_', ' ').trim();
      const slug = slugOf(title) || 'article';
      const paragraphs = articles.get(slug) ?? new Map<string, string>();
      articles.set(slug, paragraphs);
      for (const { context, qas } of article.paragraphs) {
        const id = paragraphs.get(context) ?? `${slug}-${paragraphs.size + 1}`;
        // The lines of a parsed JSON file are unknown. No message shows this one, because the ids made here are unique.
        if (!builder.document({ file, line: 1 }, { id, title, text: context })) {
          builder.skip('questions about documents without text', qas.length);
          continue;
        }
        paragraphs.set(context, id);
        for (const qa of qas) {
          if (qa.is_impossible) builder.skip('questions marked as impossible');
          else if (qa.answers.length === 0) builder.skip('questions without an answer');
          else {
            const answers = qa.answers.map(({ text }) => text);
            builder.question({ id: qa.id, question: qa.question, answers, documents: [id] });
          }
        }
      }
    }
    return builder.result(sentence`Choose a SQuAD file whose paragraphs have a context.`);
  },
};
