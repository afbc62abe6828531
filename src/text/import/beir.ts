/**
 * Imports a data set of BEIR (Thakur et al. 2021): corpus.jsonl {_id, title, text}, queries.jsonl {_id, text} and judgements
 * qrels/test.tsv (query-id, corpus-id, score). Its questions have judged documents instead of answers.
 */
import * as z from 'zod/mini';
import { sentence } from '../../util/sentence.ts';
import { checked, corpusError, jsonLinesOf, linesOf } from '../corpus/lines.ts';
import { CorpusBuilder, filesLike } from './build.ts';
import type { Importer, ImportInput } from './types.ts';

const id = z.union([z.string(), z.number()]);
const documentSchema = z.object({ _id: id, title: z.optional(z.string()), text: z.string() });
const querySchema = z.object({ _id: id, text: z.string() });

/** The split that papers report comes first. */
const splits = ['test', 'dev', 'train'];

export const beirImporter: Importer = {
  id: 'beir',
  label: 'BEIR (corpus.jsonl, queries.jsonl, qrels)',
  recognises: ({ files }) => files.has('corpus.jsonl') && (files.has('queries.jsonl') || files.size === 1),
  read: (input, options) => {
    const builder = new CorpusBuilder(input, options);
    const corpus = input.files.get('corpus.jsonl');
    if (!corpus)
      throw corpusError(
        input.name,
        undefined,
        sentence`corpus.jsonl is missing. Choose the folder or archive that holds it.`,
      );
    const example = '{"_id": "d1", "title": "…", "text": "…"}';
    for (const { line, value } of jsonLinesOf(corpus, 'corpus.jsonl')) {
      const { _id, title = '', text } = checked(documentSchema, value, 'corpus.jsonl', line, example);
      if (_id === '') throw corpusError('corpus.jsonl', line, sentence`"_id" is empty. Give the document an id.`);
      builder.document({ file: 'corpus.jsonl', line }, { id: String(_id), title, text });
    }
    readQuestions(input, builder);
    return builder.result(sentence`Expected lines like ${example} in corpus.jsonl.`);
  },
};

function readQuestions(input: ImportInput, builder: CorpusBuilder): void {
  const queries = input.files.get('queries.jsonl');
  if (!queries) return;
  const judgements = readJudgements(input, builder);
  const seen = new Map<string, number>();
  for (const { line, value } of jsonLinesOf(queries, 'queries.jsonl')) {
    const { _id, text } = checked(querySchema, value, 'queries.jsonl', line, '{"_id": "q1", "text": "…"}');
    const query = String(_id);
    const first = seen.get(query);
    if (first !== undefined) {
      throw corpusError(
        'queries.jsonl',
        line,
        sentence`the id "${query}" stands in line ${first} already. Remove one of them.`,
      );
    }
    seen.set(query, line);
    const judged = [...(judgements.get(query) ?? [])];
    if (judged.length === 0) {
      builder.skip('queries without a relevant document');
      continue;
    }
    builder.question({
      id: query,
      question: text,
      answers: [],
      documents: judged.map(([document]) => document),
      grades: judged.map(([, grade]) => grade),
    });
  }
  for (const query of judgements.keys())
    if (!seen.has(query)) builder.skip('judged queries that are not in queries.jsonl');
}

/** Grades above 0 by query and document. */
function readJudgements(input: ImportInput, builder: CorpusBuilder): Map<string, Map<string, number>> {
  const found = filesLike(input, /(^|\/)(qrels\/[^/]*|[^/]*qrels[^/]*)\.(tsv|txt)$/i);
  const rank = ([path]: [string, Uint8Array]) => splits.findIndex((split) => path.includes(split)) >>> 0;
  const [used] = [...found].sort((x, y) => rank(x) - rank(y));
  builder.skip('files of judgements besides the one used', Math.max(0, found.length - 1));
  const judgements = new Map<string, Map<string, number>>();
  if (!used) return judgements;
  const [file, bytes] = used;
  for (const { line, text } of linesOf(bytes, file)) {
    if (text.trim() === '') continue;
    const fields = text.split('\t');
    // trec_eval's own form has a second column without meaning.
    const [query, document, score] = fields.length === 4 ? [fields[0], fields[2], fields[3]] : fields;
    const grade = Number(score);
    if (fields.length < 3 || fields.length > 4 || score!.trim() === '' || !Number.isInteger(grade)) {
      if (line === 1) continue;
      throw corpusError(file, line, sentence`expected query-id, corpus-id and a whole number, with tabs between them.`);
    }
    if (grade <= 0) builder.skip('judgements of no relevance');
    else if (!builder.has(document!)) builder.skip('judgements of documents that are not in corpus.jsonl');
    else {
      const judged = judgements.get(query!) ?? new Map<string, number>();
      judgements.set(query!, judged.set(document!, grade));
    }
  }
  return judgements;
}
