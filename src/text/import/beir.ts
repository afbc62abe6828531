/**
 * Imports data sets whose questions have judged documents instead of answers: BEIR (Thakur et al. 2021) has corpus.jsonl {_id, title, text},
 * queries.jsonl {_id, text} and qrels/test.tsv; MS MARCO has collection.tsv, queries.dev.tsv (id and text) and qrels.dev.tsv; other sets call the
 * keys `id`, `docid`, `contents` or `query`.
 */
import { sentence } from '../../util/sentence.ts';
import { corpusError } from '../corpus/corpus-error.ts';
import { CorpusBuilder, filesLike, headOf, type Place } from './build.ts';
import { guessColumns } from './columns.ts';
import { tableRecords } from './csv.ts';
import { firstRecord } from './json-records.ts';
import { recordsOf } from './jsonl.ts';
import { type Judgements, readJudgements } from './judgements.ts';
import { isQuestion } from './nq.ts';
import type { Importer, ImportInput } from './types.ts';

/** The split that papers report comes first. */
const splits = ['test', 'dev', 'train'];

type File = [path: string, bytes: Uint8Array];

/** The files of a data set by what they hold. */
interface SetFiles {
  corpus: File[];
  queries: File[];
  judgements: File[];
}

function filesOfSet(input: ImportInput): SetFiles {
  const judgements = filesLike(
    input,
    /(^|\/)(qrels\/[^/.]+|[^/.]*qrels|(qrels\/[^/]*|[^/]*qrels[^/]*)\.(tsv|csv|txt|trec|qrels?|jsonl))$/i,
  );
  const isJudged = new Set(judgements.map(([path]) => path));
  const rest = (pattern: RegExp) => filesLike(input, pattern).filter(([path]) => !isJudged.has(path));
  // A question with its answers is no query, whatever the file is called.
  const queries = rest(/(^|\/)(queries|topics)[^/]*\.(jsonl|tsv)$/i).filter(
    ([, bytes]) => !isQuestion(firstRecord(bytes)),
  );
  const named = rest(/(^|\/)(corpus|collection)[^/]*\.(jsonl|tsv)$/i);
  const other = queries.length === 0 ? [] : rest(/(^|\/)(documents|docs|passages)[^/]*\.(jsonl|tsv)$/i);
  return { corpus: named.length > 0 ? named : other, queries, judgements };
}

export const beirImporter: Importer = {
  id: 'beir',
  label: 'BEIR (corpus.jsonl, queries.jsonl, qrels) or MS MARCO (collection.tsv, queries.tsv, qrels)',
  recognises: (input) => {
    const { corpus, queries, judgements } = filesOfSet(input);
    if (queries.length > 0 || (corpus.length > 0 && judgements.length > 0)) return true;
    return corpus.length > 0 && corpus.length === input.files.size && corpus.every(hasIdOfBeir);
  },
  read: (input, options) => {
    const { corpus, queries, judgements } = filesOfSet(input);
    if (corpus.length === 0)
      throw corpusError(
        input.name,
        undefined,
        sentence`corpus.jsonl is missing. Choose the folder or archive that holds it.`,
      );
    const foldersOf = (files: readonly File[]) => [...new Set(files.map(([path]) => path.replace(/[^/]*$/, '')))];
    const folders = [foldersOf(corpus), foldersOf(queries)].find(({ length }) => length > 1);
    if (folders) {
      const names = folders.map((folder) => folder || './').join(', ');
      throw corpusError(
        input.name,
        undefined,
        sentence`there are ${folders.length} data sets (${names}). Choose one folder.`,
      );
    }
    const builder = new CorpusBuilder(input, options, corpus.length + queries.length + judgements.length);
    for (const [file, bytes] of corpus) {
      for (const { place, ...document } of textsOf(file, bytes, documentExample)) builder.document(place, document);
    }
    if (queries.length > 0) readQueries(queries, judgementsOf(judgements, builder), builder);
    else builder.skip('files of judgements besides the one used', judgements.length);
    return builder.result(sentence`Expected lines like ${documentExample} in corpus.jsonl.`);
  },
};

const documentExample = '{"_id": "d1", "title": "…", "text": "…"}';
const queryExample = '{"_id": "q1", "text": "…"}';

/** Other JSON Lines called corpus.jsonl may hold anything. */
const hasIdOfBeir = ([path, bytes]: File): boolean =>
  /\.tsv$/i.test(path) ? /^"?\d+"?\t/.test(headOf(bytes, 64)) : '_id' in (firstRecord(bytes) ?? {});

function judgementsOf(files: readonly File[], builder: CorpusBuilder): Judgements {
  const rank = ([path]: File) => splits.findIndex((split) => path.includes(split)) >>> 0;
  const [used] = [...files].sort((x, y) => rank(x) - rank(y));
  builder.skip('files of judgements besides the one used', Math.max(0, files.length - 1));
  return used ? readJudgements(used[0], used[1], builder) : new Map();
}

function readQueries(files: readonly File[], judgements: Judgements, builder: CorpusBuilder): void {
  const seen = new Map<string, { from: string; place: Place; text: string }>();
  for (const [from, bytes] of files) {
    for (const { place, id, text } of textsOf(from, bytes, queryExample)) {
      const first = seen.get(id);
      if (first?.text === text && first.from !== from) {
        builder.skip('repeated queries');
        continue;
      }
      if (first) {
        const { file, line } = first.place;
        const where = [...(file === place.file ? [] : [file]), ...(line === undefined ? [] : [`line ${line}`])].join(
          ', ',
        );
        throw corpusError(
          place.file,
          place.line,
          sentence`the id "${id}" stands in ${where} already. Remove one of them.`,
        );
      }
      seen.set(id, { from, place, text });
      const judged = [...(judgements.get(id) ?? [])];
      if (judged.length === 0) {
        builder.skip('queries without a relevant document');
        continue;
      }
      builder.question({
        id,
        question: text,
        answers: [],
        documents: judged.map(([document]) => document),
        grades: judged.map(([, grade]) => grade),
      });
    }
  }
  for (const query of judgements.keys()) {
    if (!seen.has(query)) builder.skip('judged queries that are not in queries.jsonl');
  }
}

interface SetText {
  place: Place;
  id: string;
  title: string;
  text: string;
}

/** The documents or queries of a file. */
function* textsOf(file: string, bytes: Uint8Array, example: string): Generator<SetText> {
  if (/\.tsv$/i.test(file)) {
    yield* rowsOf(file, bytes);
    return;
  }
  for (const { place, record, keys } of recordsOf(file, bytes, undefined)) {
    const isQuery = example === queryExample;
    const textKey = (isQuery ? keys.question : undefined) ?? keys.text;
    const idKey = (isQuery ? keys.questionId : undefined) ?? keys.id;
    const refuse = (fault: string): never => {
      throw corpusError(place.file, place.line, sentence`${fault} Expected ${example}.`);
    };
    const string = (key: string | undefined): string => {
      const value = key === undefined ? '' : (record[key] ?? '');
      return typeof value === 'string' || typeof value === 'number'
        ? String(value)
        : refuse(`"${key}" must be a string.`);
    };
    if (textKey === undefined) refuse('"text" is missing.');
    if (idKey === undefined) refuse('"_id" is missing.');
    const id = string(idKey) || refuse(`"${idKey}" is empty.`);
    yield { place, id, title: string(keys.title), text: string(textKey) };
  }
}

/** What the columns of a file without a header hold, by their number: MS MARCO's passages, those with titles, MS MARCO's documents. */
const headless: Readonly<Record<number, Record<'id' | 'title' | 'text', number>>> = {
  2: { id: 0, text: 1, title: -1 },
  3: { id: 0, text: 1, title: 2 },
  4: { id: 0, title: 2, text: 3 },
};

function* rowsOf(file: string, bytes: Uint8Array): Generator<SetText> {
  let columns: Record<'id' | 'title' | 'text', number> | undefined;
  let width = 0;
  for (const { line, fields } of tableRecords(bytes, file, '\t')) {
    if (!columns) {
      width = fields.length;
      const { text, question, id, questionId, title } = guessColumns(fields);
      const body = question ?? text;
      const name = questionId ?? id;
      if (body !== undefined && name !== undefined) {
        const at = (column: string | undefined) => (column === undefined ? -1 : fields.indexOf(column));
        columns = { id: at(name), text: at(body), title: at(title) };
        continue;
      }
      columns = headless[width];
    }
    if (!columns || fields.length !== width || !fields[columns.id]) {
      throw corpusError(
        file,
        line,
        sentence`${fields.length} fields${columns && fields.length === width ? ', the id empty' : ''}. Expected an id and a text with a tab between them, as in the first line.`,
      );
    }
    yield {
      place: { file, line },
      id: fields[columns.id]!,
      title: fields[columns.title] ?? '',
      text: fields[columns.text]!,
    };
  }
}
