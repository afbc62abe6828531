import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { generateBios } from '../corpus/bios.ts';
import { corpusToFiles } from '../corpus/format.ts';
import { corpusToZip } from '../corpus/zip.ts';
import { importCorpus } from './import.ts';

const qa = (id: string, question: string, answers: string[], more = {}) => ({
  id,
  question,
  answers: answers.map((text) => ({ text, answer_start: 0 })),
  ...more,
});
const squad = {
  version: 'v2.0',
  data: [
    {
      title: 'Paper_boat',
      paragraphs: [
        {
          context: 'A paper boat is folded from one sheet. Ida folds <b>nine</b> a day.',
          qas: [
            qa('1', ' How many boats does Ida fold? ', ['nine', 'nine', ' nine a day'], { is_impossible: false }),
            qa('2', 'What does the boat weigh?', [], { is_impossible: true, plausible_answers: [] }),
          ],
        },
        {
          context: 'It floats until the paper is wet.',
          qas: [qa('1', 'Until when does it float?', ['the paper is wet'])],
        },
      ],
    },
    {
      title: 'Paper boat',
      paragraphs: [
        { context: 'Children race paper boats.', qas: [qa('4', 'Who races?', []), qa('5', ' ', ['Children'])] },
        { context: 'It floats until the paper is wet.', qas: [qa('6', 'What gets wet?', ['paper'])] },
        { context: ' ', qas: [qa('7', 'Nothing?', ['a'])] },
      ],
    },
    { title: '纸船', paragraphs: [{ context: 'Zhǐchuán', qas: [] }] },
  ],
};
const bytes = strToU8(JSON.stringify(squad));

describe('SQuAD', () => {
  it('turns paragraphs into documents and answerable questions into questions, and counts the rest', () => {
    const { corpus, skipped, format } = importCorpus('boats.json', bytes);
    expect(format).toBe('squad');
    expect(corpus.documents).toEqual([
      { id: 'paper-boat-1', title: 'Paper boat', text: squad.data[0]!.paragraphs[0]!.context },
      { id: 'paper-boat-2', title: 'Paper boat', text: 'It floats until the paper is wet.' },
      { id: 'paper-boat-3', title: 'Paper boat', text: 'Children race paper boats.' },
      { id: 'article-1', title: '纸船', text: 'Zhǐchuán' },
    ]);
    expect(corpus.questions).toEqual([
      {
        id: '1',
        question: 'How many boats does Ida fold?',
        answers: ['nine', 'nine a day'],
        documents: ['paper-boat-1'],
      },
      { id: '1-2', question: 'Until when does it float?', answers: ['the paper is wet'], documents: ['paper-boat-2'] },
      { id: '6', question: 'What gets wet?', answers: ['paper'], documents: ['paper-boat-2'] },
    ]);
    expect(skipped).toEqual({
      'questions marked as impossible': 1,
      'questions without an answer': 1,
      'empty questions': 1,
      'documents without text': 1,
      'questions about documents without text': 1,
      'repeated documents': 1,
    });
    expect(corpus.manifest).toMatchObject({ id: 'boats', title: 'boats', documents: 4, questions: 3, language: 'en' });
  });

  it.each<[string, unknown, object]>([
    [
      'no title, and numbers as ids',
      {
        data: [
          { paragraphs: [{ context: 'Elbe.', document_id: 6, qas: [{ ...qa('', 'Which?', ['Elbe']), id: 262 }] }] },
        ],
      },
      { documents: [{ id: 'own-1', title: 'own', text: 'Elbe.' }], questions: [{ id: '262', answers: ['Elbe'] }] },
    ],
    [
      'no data around the articles, no ids, an answer that is no list',
      [{ title: null, paragraphs: [{ context: 'Elbe.', qas: [{ question: 'Which?', answers: 'Elbe' }] }] }],
      { documents: [{ id: 'own-1', title: 'own', text: 'Elbe.' }], questions: [{ id: 'q1', answers: ['Elbe'] }] },
    ],
    [
      'texts with bars and slashes, which are taken as they are',
      { data: [{ title: 'A', paragraphs: [{ context: 'a|b', qas: [qa('1', 'Which?', ['a|b'])] }] }] },
      { questions: [{ id: '1', answers: ['a|b'] }] },
    ],
  ])('reads what annotation tools write: %s', (_, content, expected) => {
    expect(importCorpus('own.json', strToU8(JSON.stringify(content))).corpus).toMatchObject(expected);
  });

  it('counts the questions of a test set, which have no answers', () => {
    const data = [
      {
        title: 'T',
        paragraphs: [
          {
            context: 'Elbe.',
            qas: [
              { id: 'a', question: 'Which?' },
              { id: 'b', question: 'Why?', answers: null },
            ],
          },
          { context: 'No question.' },
        ],
      },
    ];
    const { corpus, skipped } = importCorpus('test.json', strToU8(JSON.stringify({ data })));
    expect([corpus.documents.length, corpus.questions.length]).toEqual([2, 0]);
    expect(skipped).toEqual({ 'questions without an answer': 2 });
  });

  it('reads all files of its form in a folder, and counts the others', () => {
    const part = (title: string) =>
      strToU8(JSON.stringify({ data: [{ title, paragraphs: [{ context: `${title}.`, qas: [] }] }] }));
    const files = new Map([
      ['train.json', part('Elbe')],
      ['dev.json', part('Oder')],
      ['config.json', strToU8('{"data": []}')],
    ]);
    const { corpus, skipped } = importCorpus('sets', files);
    expect(corpus.documents.map(({ id }) => id)).toEqual(['oder-1', 'elbe-1']);
    expect(skipped).toEqual({ 'files of other kinds': 1 });
  });

  it('reads it without the SQuAD 2.0 fields, from an archive, and in another language', () => {
    const chinese = {
      data: [
        { title: '首都', paragraphs: [{ context: '北京是中国的首都。', qas: [qa('q', '首都是哪里？', ['北京'])] }] },
      ],
    };
    const { corpus } = importCorpus(
      'zh.zip',
      zipSync({ 'x/train.json': strToU8(JSON.stringify(chinese)), 'x/readme.txt': strToU8('r') }),
    );
    expect(corpus.questions).toHaveLength(1);
    expect(corpus.manifest.language).toBe('zh');
    expect(importCorpus('x.json', bytes, { language: 'de' }).corpus.manifest.language).toBe('de');
  });

  it.each<[string, unknown, RegExp]>([
    ['no paragraphs', { data: [{ title: 'a', paragraphs: [] }] }, /^x\.json: no documents with text/],
    [
      'a paragraph without context',
      { data: [{ title: 'a', paragraphs: [{ qas: [] }] }] },
      /"data\[0\]\.paragraphs\[0\]\.context" is missing\. Expected/,
    ],
    [
      'a question that is a number',
      { data: [{ title: 'a', paragraphs: [{ context: 'b', qas: [{ id: '1', question: 7, answers: ['b'] }] }] }] },
      /qas\[0\]\.question" must be a string, not a number/,
    ],
  ])('refuses %s', (_, value, message) => {
    expect(() => importCorpus('x.json', strToU8(JSON.stringify(value)))).toThrow(message);
  });

  it('names the line where the JSON breaks', () => {
    const broken = JSON.stringify(squad, null, 1).split('\n');
    broken[5] = '"context" "no colon"';
    expect(() => importCorpus('x.json', strToU8(broken.join('\n')))).toThrow(/^x\.json, line 6: not JSON/);
  });
});

describe('files of annotation tools', () => {
  const paragraph = (more = {}) => ({ context: 'Ida folds nine.', qas: [qa('7', 'How many?', ['nine'])], ...more });
  const content = (name: string, value: unknown) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return importCorpus(name, strToU8(text));
  };

  it.each<[string, string, unknown]>([
    ['a list of paragraphs', 'x.json', [paragraph()]],
    ['paragraphs under data', 'x.json', { data: [paragraph()] }],
    ['one article', 'x.json', { title: 'Boat', paragraphs: [paragraph()] }],
    ['one article in many lines', 'x.json', JSON.stringify({ paragraphs: [paragraph()] }, null, 2)],
    ['a paragraph in each line', 'x.jsonl', `{"header": {"dataset": "Boats"}}\n${JSON.stringify(paragraph())}\n`],
    ['lines in a file called .json', 'x.json', `${JSON.stringify(paragraph())}\n${JSON.stringify(paragraph())}`],
    ['qid', 'x.jsonl', paragraph({ qas: [{ qid: '7', question: 'How many?', answers: ['nine'] }] })],
    ['answer', 'x.json', [paragraph({ qas: [{ id: 7, question: 'How many?', answer: 'nine' }] })]],
  ])('keep their questions: %s', (_, name, value) => {
    const { corpus, format } = content(name, value);
    expect(format).toBe('squad');
    expect(corpus.documents.map(({ text }) => text)).toEqual(['Ida folds nine.']);
    expect(corpus.questions[0]).toMatchObject({ id: '7', question: 'How many?', answers: ['nine'] });
  });

  it('are not seen in other records that have paragraphs', () => {
    const line = { id: 'a', text: 'Ida folds nine.', paragraphs: [{ text: 'Ida folds nine.' }] };
    expect(content('x.jsonl', line)).toMatchObject({ format: 'jsonl', corpus: { documents: [{ id: 'a' }] } });
  });

  it('have their empty answers counted, and a fault told with its line', () => {
    const { corpus, skipped } = content('x.json', [paragraph({ qas: [qa('1', 'How?', [' '])] })]);
    expect([corpus.questions, skipped]).toEqual([[], { 'questions without an answer': 1 }]);
    const lines = `${JSON.stringify(paragraph())}\n${JSON.stringify(paragraph({ context: 3 }))}`;
    expect(() => content('x.jsonl', lines)).toThrow(/^x\.jsonl, line 2: "paragraphs\[0\]\.context" must be a string/);
  });
});

describe('importCorpus', () => {
  it('recognises our format in an archive and in a folder', () => {
    const bios = generateBios({ people: 3, attributes: 6, seed: 1 });
    expect(importCorpus('b.zip', corpusToZip(bios))).toEqual({ corpus: bios, skipped: {}, format: 'retrograd' });
    const folder = new Map([...corpusToFiles(bios)].map(([path, content]) => [`home/bios/${path}`, content]));
    expect(importCorpus('bios', folder).corpus).toEqual(bios);
  });

  it('says what it can read when it recognises nothing', () => {
    expect(() => importCorpus('x.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47]))).toThrow(/^x\.png: .*formats.*SQuAD/);
    expect(() => importCorpus('x.json', new Uint8Array())).toThrow(/^x\.json: the file is empty/);
    expect(() => importCorpus('x.json', bytes, { format: 'squid' })).toThrow(
      /no import format "squid".*retrograd, squad/,
    );
  });
});

describe('a JSON file that is broken', () => {
  const text = '{\n  "data": [\n    {"title": "One", "paragraphs": []}\n  ]\n}\n';
  it.each([
    ['is cut short', text.slice(0, 40), 3],
    ['holds NaN', text.replace('[]', 'NaN'), 3],
    ['has single quotes', text.replace('"title"', "'title'"), 3],
    ['has a comma too many', text.replace('\n  ]', ',\n  ]'), 4],
    ['is nothing that is known', '{"a": 1,\n\n"b": oops, "and so on": 12345678}', 3],
  ])('is told with its line: it %s', (_how, broken, line) => {
    expect(() => importCorpus('x.json', new TextEncoder().encode(broken))).toThrow(`x.json, line ${line}: not JSON`);
  });
});
