import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../util/testing/linear.ts';
import { tableRecords } from './csv.ts';
import { importCorpus } from './import.ts';
import { previewTable } from './table.ts';

const records = (text: string, delimiter = ',') => [...tableRecords(text, 'x.csv', delimiter)];
const fields = (text: string, delimiter?: string) => records(text, delimiter).map((record) => record.fields);
const load = (name: string, text: string, options = {}) => importCorpus(name, strToU8(text), options);

describe('tableRecords', () => {
  // The examples of RFC 4180, section 2, rules 1 to 7, and cases around them.
  it.each<[string, string[][]]>([
    [
      'aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n',
      [
        ['aaa', 'bbb', 'ccc'],
        ['zzz', 'yyy', 'xxx'],
      ],
    ],
    [
      'aaa,bbb,ccc\nzzz,yyy,xxx',
      [
        ['aaa', 'bbb', 'ccc'],
        ['zzz', 'yyy', 'xxx'],
      ],
    ],
    [
      '"aaa","bbb","ccc"\nzzz,yyy,xxx',
      [
        ['aaa', 'bbb', 'ccc'],
        ['zzz', 'yyy', 'xxx'],
      ],
    ],
    [
      '"aaa","b\r\nbb","ccc"\r\nzzz,yyy,xxx',
      [
        ['aaa', 'b\nbb', 'ccc'],
        ['zzz', 'yyy', 'xxx'],
      ],
    ],
    ['"aaa","b""bb","ccc"', [['aaa', 'b"bb', 'ccc']]],
    ['"a,b",,""', [['a,b', '', '']]],
    [
      'a,\n\n,b',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['""""', [['"']]],
    ['"\n\n""\n"', [['\n\n"\n']]],
    ['a"b,c"', [['a"b', 'c"']]],
    ['', []],
  ])('%j', (text, expected) => {
    expect(fields(text)).toEqual(expected);
  });

  it('takes an unclosed quotation mark of a TSV as a character', () => {
    expect(fields('"a\tb\n"c ""d"""\te', '\t')).toEqual([
      ['"a', 'b'],
      ['c "d"', 'e'],
    ]);
  });

  it.each<[string, string, string[][]]>([
    [
      'TSV, a field that merely begins with a mark',
      'id\ttext\n0\t"Gross" means all.\n1\tNet.\n',
      [
        ['id', 'text'],
        ['0', '"Gross" means all.'],
        ['1', 'Net.'],
      ],
    ],
    [
      'TSV, marks within',
      'id\ttext\n0\tThe 6" pipe\n1\t"A" and "B"\n2\t"C',
      [
        ['id', 'text'],
        ['0', 'The 6" pipe'],
        ['1', '"A" and "B"'],
        ['2', '"C'],
      ],
    ],
    [
      'TSV, an open mark before a line that ends with one',
      'id\ttext\n0\t"Open\n1\tIt is 5"\n',
      [
        ['id', 'text'],
        ['0', '"Open'],
        ['1', 'It is 5"'],
      ],
    ],
    [
      'TSV, a cell of several lines',
      'id\ttext\tx\n0\t"One\n""two""\n\nthree"\ty\n1\t"a\tb"\tz\n',
      [
        ['id', 'text', 'x'],
        ['0', 'One\n"two"\n\nthree', 'y'],
        ['1', 'a\tb', 'z'],
      ],
    ],
    [
      'TSV, both in one file',
      'id\ttext\n0\t"One ""1"" and\nmore"\n1\t"Gross" means\n2\t"x"\n',
      [
        ['id', 'text'],
        ['0', 'One "1" and\nmore'],
        ['1', '"Gross" means'],
        ['2', 'x'],
      ],
    ],
    [
      'CSV, a field that merely begins with a mark',
      'id,text\n0,"Gross" means all.\n1,"Net, too"\n',
      [
        ['id', 'text'],
        ['0', '"Gross" means all.'],
        ['1', 'Net, too'],
      ],
    ],
    [
      'CSV, marks after backslashes',
      'id,text\n0,"He said \\"hi, you\\" to me"\n1,"a ""b"""\n',
      [
        ['id', 'text'],
        ['0', 'He said "hi, you" to me'],
        ['1', 'a "b"'],
      ],
    ],
    [
      'lines that end with CR',
      'id,text\r0,"a\rb"\r1,c\r',
      [
        ['id', 'text'],
        ['0', 'a\nb'],
        ['1', 'c'],
      ],
    ],
    [
      'sep=;',
      'sep=;\r\nid;text\r\n0;a, b\r\n',
      [
        ['id', 'text'],
        ['0', 'a, b'],
      ],
    ],
    [
      'sep=|, quoted',
      '"sep=|"\nid|text\n0|a;b,c\n',
      [
        ['id', 'text'],
        ['0', 'a;b,c'],
      ],
    ],
    ['sep= and a tab', 'sep=\t\nid\ttext\n', [['id', 'text']]],
  ])('%s', (kind, text, expected) => {
    const read = [...tableRecords(text, 'x.csv', kind.startsWith('TSV') ? '\t' : undefined)];
    expect(read.map((record) => record.fields)).toEqual(expected);
  });

  it.each(['1\t"a" b\n', '1\t"a\n', '1\t"a" b "c\n', '1\t"a\nb"\n'])(
    'takes time proportional to the length, however many quotation marks are not in order: %j',
    (row) => {
      expectLinear((rows) => {
        expect([...tableRecords(`id\ttext\n${row.repeat(rows)}`, 'x.tsv', '\t')].length).toBe(rows + 1);
      }, 2000);
    },
  );

  it('says where a record begins', () => {
    expect(records('a\n\n"b\nc"\nd').map(({ line }) => line)).toEqual([1, 3, 5]);
  });

  it.each([
    ['a,b\nc,"d\ne,f\n', /^x\.csv, line 2: a quotation mark is opened here and never closed/],
    ['a,b\n"c"d",e', /^x\.csv, line 2: a field goes on after its closing quotation mark/],
  ])('refuses %j', (text, message) => {
    expect(() => records(text)).toThrow(message);
  });
});

describe('CSV and TSV', () => {
  it('recognises columns by their usual names and leaves HTML alone', () => {
    const { corpus, format, skipped } = load(
      'My_towns.csv',
      'Title,Extra,Body,Question,Answer\n<b>Łódź</b>,x,"A city, in Poland.",Where?,Poland | "Polska"\n,y,A second.,,\nEmpty,z, ,Why?,No\n',
    );
    expect(format).toBe('table');
    expect(corpus.documents).toEqual([
      { id: 'my-towns-1', title: '<b>Łódź</b>', text: 'A city, in Poland.' },
      { id: 'my-towns-2', title: '', text: 'A second.' },
    ]);
    expect(corpus.questions).toEqual([
      { id: 'q1', question: 'Where?', answers: ['Poland', '"Polska"'], documents: ['my-towns-1'] },
    ]);
    expect(skipped).toEqual({ 'documents without text': 1, 'questions about documents without text': 1 });
    expect(corpus.manifest).toMatchObject({ id: 'my-towns', title: 'My towns', documents: 2, questions: 1 });
  });

  it('takes a context that is repeated for each question once', () => {
    const { corpus, skipped } = load('q.tsv', 'context\tquestion\tanswers\nC d.\tA?\t["1", "2|3"]\nC d.\tB?\t/1|2/\n');
    expect(corpus.documents).toHaveLength(1);
    expect(corpus.questions.map(({ answers, documents }) => [answers, documents])).toEqual([
      [['1', '2|3'], ['q-1']],
      [['/1|2/'], ['q-1']],
    ]);
    expect(skipped).toEqual({ 'repeated documents': 1 });
  });

  it('lets the user choose columns, by name or, without a header, by number', () => {
    const named = load('x.csv', 'nome;testo;n\nRoma;Una città.;7\n', {
      columns: { text: 'testo', title: 'nome', id: 'n' },
    });
    expect(named.corpus.documents).toEqual([{ id: '7', title: 'Roma', text: 'Una città.' }]);
    const numbered = load('x.csv', 'Roma,Una città.\nOslo,En by.\n', { columns: { text: '2', title: '1' } });
    expect(numbered.corpus.documents.map(({ title, text }) => [title, text])).toEqual([
      ['Roma', 'Una città.'],
      ['Oslo', 'En by.'],
    ]);
    expect(() => load('x.csv', 'a,b\nc,d\n', { columns: { text: '9' } })).toThrow(
      /^x\.csv has no column "9"\. There are: a, b/,
    );
  });

  it.each([
    ['bars', 'title|text\nA|Berlin, a city.\nB|"Paris | a town."\n', ['Berlin, a city.', 'Paris | a town.']],
    ['commas, with bars in a cell', 'title,text\nA,Berlin | a city.\n', ['Berlin | a city.']],
    ['semicolons, with bars in a name', 'title;text;a|b\nA;Berlin;1\n', ['Berlin']],
  ])('is delimited by %s', (_, text, expected) => {
    const { corpus } = importCorpus('a.csv', strToU8(text));
    expect(corpus.documents.map((document) => document.text)).toEqual(expected);
  });

  it('takes a table of one column as a list of texts', () => {
    expect(load('x.csv', 'One two.\nThree four.\n').corpus.documents).toHaveLength(2);
    expect(load('x.csv', 'text\nThree four.\n').corpus.documents).toHaveLength(1);
  });

  it('takes a table of numbers and texts without a header as passages', () => {
    const { corpus } = load('collection-part.tsv', '0\tThe first passage.\n1\tThe second "quoted" one.\n');
    expect(corpus.documents).toEqual([
      { id: '0', title: '', text: 'The first passage.' },
      { id: '1', title: '', text: 'The second "quoted" one.' },
    ]);
    expect(() => load('x.tsv', '0\tThe first.\nzero\tThe second.\n')).toThrow(/^x\.tsv, line 1: no column is called/);
  });

  it('shows the first rows for a column picker', () => {
    expect(previewTable('x.csv', strToU8('Titel;text\nA;"b;c"\nD;e\n'), 2)).toEqual({
      rows: [
        ['Titel', 'text'],
        ['A', 'b;c'],
      ],
      guess: { text: 'text' },
    });
  });

  it.each<[string, string, RegExp]>([
    ['no column of texts', 'a,b\nc,d\n', /^x\.csv, line 1: no column is called "text".*there are: a, b/],
    ['too many fields', 'text,title\na,b\nc,d,e\n', /^x\.csv, line 3: 3 fields where the first row has 2/],
    ['one id for two texts', 'id,text\n1,a\n1,a\n1,b\n', /^x\.csv, line 4: the id "1" stands in line 2 already/],
    ['no rows', 'id,text\n', /^x\.csv: no documents with text/],
    [
      'marks within marks',
      'id,text\n1,"He said "hi" to me"\n',
      /^x\.csv, line 2: a field goes on after its closing quotation mark/,
    ],
    ['an open quotation mark', 'id,text\n1,"a\n2,b\n', /^x\.csv, line 2: a quotation mark/],
  ])('refuses %s', (_, text, message) => {
    expect(() => load('x.csv', text)).toThrow(message);
  });

  it('refuses what is not UTF-8', () => {
    expect(() => importCorpus('x.csv', new Uint8Array([...strToU8('text\nab\n'), 0xe9, 0x0a]))).toThrow(
      /^x\.csv, line 3: .*UTF-8/,
    );
  });

  it('reads many short rows in time proportional to their number, one row of 50 MB and one field of 50 MB in many lines', () => {
    expectLinear((rows) => {
      const many = strToU8(`id,text\n${Array.from({ length: rows }, (_, i) => `${i},"t ${i}"`).join('\n')}`);
      expect(importCorpus('x.csv', many).corpus.documents).toHaveLength(rows);
    }, 20_000);
    expect(importCorpus('x.csv', strToU8(`text\n"${'x'.repeat(50_000_000)}"`)).corpus.documents).toHaveLength(1);
    expect(importCorpus('x.csv', strToU8(`text\n"${'xxxxxxxxx\n'.repeat(5_000_000)}"`)).corpus.documents).toHaveLength(
      1,
    );
  });
});
