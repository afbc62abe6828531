/** The same articles as SQuAD has them and in the other forms in which people keep them: writers for tests. */
import { strToU8, zipSync } from 'fflate';

export interface Squad {
  data: { title: string; paragraphs: { context: string; qas: SquadQuestion[] }[] }[];
}

export interface SquadQuestion {
  id: string;
  question: string;
  answers: { text: string; answer_start: number }[];
  is_impossible?: boolean;
}

interface Row extends SquadQuestion {
  title: string;
  context: string;
}

const rowsOf = ({ data }: Squad): Row[] =>
  data.flatMap(({ title, paragraphs }) =>
    paragraphs.flatMap(({ context, qas }) => qas.map((qa) => ({ ...qa, title, context }))),
  );

const lines = (records: readonly unknown[]) => strToU8(records.map((record) => `${JSON.stringify(record)}\n`).join(''));

const cell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (rows: readonly (readonly string[])[]) =>
  strToU8(rows.map((row) => `${row.map(cell).join(',')}\n`).join(''));

/** As Python prints a string. */
const printed = (text: string): string => {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(quote, `\\${quote}`);
  return `${quote}${escaped}${quote}`;
};

const texts = ({ answers }: Row) => answers.map(({ text }) => text);
const starts = ({ answers }: Row) => answers.map(({ answer_start }) => answer_start);

/** How the answers of a row are written into a cell. */
const cells: Readonly<Record<string, (row: Row) => string>> = {
  json: (row) => JSON.stringify({ text: texts(row), answer_start: starts(row) }),
  python: (row) => `{'text': [${texts(row).map(printed).join(', ')}], 'answer_start': [${starts(row).join(', ')}]}`,
  numpy: (row) =>
    `{'text': array([${texts(row).map(printed).join(',\n       ')}], dtype=object), 'answer_start': array([${starts(row).join(', ')}], dtype=int32)}`,
  list: (row) => `[${texts(row).map(printed).join(' ')}]`,
};

/** Inputs of `importCorpus` by name. The forms with answers have those of every question; BEIR judges the paragraph of the question. */
export function formsOf(squad: Squad): Map<string, { name: string; content: Uint8Array | Map<string, Uint8Array> }> {
  const rows = rowsOf(squad);
  const document = ({ context }: { context: string }) => `p${contexts.indexOf(context)}`;
  const paragraphs = squad.data.flatMap(({ title, paragraphs }) =>
    paragraphs.map(({ context }) => ({ title, context })),
  );
  const contexts = paragraphs.map(({ context }) => context);
  const answerable = rows.filter(({ answers }) => answers.length > 0);
  const file = strToU8(JSON.stringify(squad));
  const flat = lines(
    rows.map((row) => ({
      ...{ id: row.id, title: row.title, context: row.context, question: row.question },
      answers: { text: texts(row), answer_start: starts(row) },
    })),
  );
  const beir = new Map([
    [
      'corpus.jsonl',
      lines(
        paragraphs.map((one) => ({ _id: document(one), title: one.title.replaceAll('_', ' '), text: one.context })),
      ),
    ],
    ['queries.jsonl', lines(answerable.map(({ id, question }) => ({ _id: id, text: question })))],
    [
      'qrels/test.tsv',
      strToU8(`query-id\tcorpus-id\tscore\n${answerable.map((row) => `${row.id}\t${document(row)}\t1\n`).join('')}`),
    ],
  ]);
  const forms: [string, string, Uint8Array | Map<string, Uint8Array>][] = [
    ['squad', 'set.json', file],
    ['zip', 'set.zip', zipSync({ 'set/set.json': file })],
    ['flat', 'set.jsonl', flat],
    ['flat, named .json', 'set.json', flat],
    ['list of objects', 'set.jsonl', lines(rows)],
    ['beir', 'set', beir],
    ...Object.entries(cells).map(([name, write]): [string, string, Uint8Array] => [
      `csv, ${name}`,
      'set.csv',
      csv([
        ['id', 'title', 'context', 'question', 'answers'],
        ...rows.map((row) => [row.id, row.title, row.context, row.question, write(row)]),
      ]),
    ]),
    [
      'csv, a row for each answer',
      'set.csv',
      csv([
        ['', 'context', 'question', 'id', 'answer_start', 'text', 'title'],
        ...answerable.flatMap((row) =>
          row.answers.map((answer) => [
            ...['0', row.context, row.question, row.id, String(answer.answer_start), answer.text, row.title],
          ]),
        ),
      ]),
    ],
  ];
  return new Map(forms.map(([form, name, content]) => [form, { name, content }]));
}
