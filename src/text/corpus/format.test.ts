import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { RetrogradError } from '../../util/errors.ts';
import { expectLinear } from '../../util/testing/linear.ts';
import { generateBios } from './bios.ts';
import { corpusFromFiles, corpusToFiles, parseDocuments, parseManifest, parseQuestions } from './format.ts';
import { corpusFromZip, corpusToZip, unzipCorpus } from './zip.ts';

const manifest = { id: 'm', title: 'M', licence: 'CC0-1.0', source: 'us', documents: 2, questions: 1, language: 'en' };
const documents = '{"id":"a","title":"A","text":"Aa bb."}\n\n{"id":"b","title":"","text":"Cc.","subject":"s"}\r\n';
const questions = '{"id":"q","question":"Which?","answers":["bb","/b+/"],"patterns":true,"documents":["a"]}';
const parts = (over: Record<string, string | Uint8Array | undefined> = {}) => {
  const files: Record<string, string | Uint8Array | undefined> = {
    'manifest.json': JSON.stringify(manifest),
    'documents.jsonl': documents,
    'questions.jsonl': questions,
    ...over,
  };
  return Object.fromEntries(
    Object.entries(files).flatMap(([name, content]) =>
      content === undefined ? [] : [[name, typeof content === 'string' ? strToU8(content) : content]],
    ),
  );
};
const filesOf = (over?: Parameters<typeof parts>[0], folder = '') =>
  new Map(Object.entries(parts(over)).map(([name, bytes]) => [folder + name, bytes]));
const expected = {
  manifest,
  documents: [
    { id: 'a', title: 'A', text: 'Aa bb.' },
    { id: 'b', title: '', text: 'Cc.', subject: 's' },
  ],
  questions: [{ id: 'q', question: 'Which?', answers: ['bb', '/b+/'], patterns: true, documents: ['a'] }],
};
const failure = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(RetrogradError);
    expect((error as RetrogradError).code).toBe('bad-corpus');
    return (error as RetrogradError).message;
  }
  throw new Error('nothing was thrown');
};

describe('our format', () => {
  it('reads a corpus, whatever folder it lies in, past other files, blank lines, CRLF and a byte order mark', () => {
    expect(corpusFromFiles(filesOf(), 'm')).toEqual(expected);
    const files = filesOf({ LICENSE: 'free' }, 'x/y/');
    files.set('__MACOSX/x/y/._manifest.json', strToU8('junk'));
    files.set('x/y/.DS_Store', strToU8('junk'));
    files.set('x/y/documents.jsonl', strToU8(`\uFEFF${documents}`));
    expect(corpusFromFiles(files, 'm')).toEqual(expected);
  });

  describe('with further sets of questions', () => {
    const questionSets = [{ id: 'hard', title: 'Hard', file: 'questions-hard.jsonl', questions: 1 }];
    const hard = '{"id":"h","question":"What?","answers":["Cc"]}';
    const withSet = (over: Parameters<typeof parts>[0] = {}) =>
      filesOf({
        'manifest.json': JSON.stringify({ ...manifest, questionSets }),
        'questions-hard.jsonl': hard,
        ...over,
      });

    it('reads each set from the file that the manifest names, and writes it again', () => {
      const corpus = corpusFromFiles(withSet(), 'm');
      expect(corpus.questions).toEqual(expected.questions);
      expect(corpus.furtherQuestions).toEqual({ hard: [{ id: 'h', question: 'What?', answers: ['Cc'] }] });
      expect(corpusFromFiles(corpusToFiles(corpus), 'm')).toEqual(corpus);
    });

    it('needs the file, and as many questions as are promised', () => {
      expect(failure(() => corpusFromFiles(withSet({ 'questions-hard.jsonl': undefined }), 'm'))).toMatch(
        /^m: questions-hard\.jsonl is missing/,
      );
      expect(failure(() => corpusFromFiles(withSet({ 'questions-hard.jsonl': `${hard}\n${questions}` }), 'm'))).toBe(
        'manifest.json: it promises 1 questions of the set hard, questions-hard.jsonl holds 2. Restore the missing lines, or set "questions" of the set to 2.',
      );
    });

    it.each([{ id: 'default' }, { id: 'Hard' }, { file: '../hard.jsonl' }, { file: 'questions.jsonl' }])(
      'refuses %j',
      (over) => {
        const sets = [{ ...questionSets[0], ...over }];
        const file = JSON.stringify({ ...manifest, questionSets: sets });
        expect(failure(() => corpusFromFiles(withSet({ 'manifest.json': file }), 'm'))).toMatch(/questionSets/);
      },
    );
  });

  it('needs no questions.jsonl when the manifest promises none', () => {
    const files = filesOf({
      'manifest.json': JSON.stringify({ ...manifest, questions: 0 }),
      'questions.jsonl': undefined,
    });
    expect(corpusFromFiles(files, 'm').questions).toEqual([]);
  });

  it.each<[string, Record<string, string | Uint8Array | undefined>, RegExp]>([
    ['no manifest', { 'manifest.json': undefined }, /^my\.zip: manifest\.json is missing \(found: documents\.jsonl/],
    ['no documents', { 'documents.jsonl': undefined }, /documents\.jsonl is missing/],
    ['no questions', { 'questions.jsonl': undefined }, /questions\.jsonl is missing/],
    ['an empty manifest', { 'manifest.json': ' ' }, /^manifest\.json: the file is empty/],
    ['a broken manifest', { 'manifest.json': '{\n"id": "m",\n}' }, /^manifest\.json, line 3: not JSON/],
    ['a manifest without a title', { 'manifest.json': '{"id":"m"}' }, /^manifest\.json: "title" is missing\. Expected/],
    [
      'a false language',
      { 'manifest.json': JSON.stringify({ ...manifest, language: 'e!' }) },
      /"language" is "e!".*such as en/,
    ],
    ['no line at all', { 'documents.jsonl': '\n \n' }, /^documents\.jsonl: no documents/],
    ['a line that is not JSON', { 'documents.jsonl': `${documents}{"id"` }, /^documents\.jsonl, line 4: not JSON/],
    ['a list for a record', { 'documents.jsonl': '[]' }, /line 1: the value must be an object, not a list/],
    [
      'a number for an id',
      { 'documents.jsonl': '{"id":1,"title":"","text":"a"}' },
      /"id" must be a string, not a number/,
    ],
    ['an empty id', { 'documents.jsonl': '{"id":"","title":"","text":"a"}' }, /"id" is empty/],
    [
      'an empty text',
      { 'documents.jsonl': '{"id":"a","title":"","text":" \\n"}' },
      /line 1: the text of document "a" is empty/,
    ],
    ['an id used twice', { 'documents.jsonl': documents + documents }, /line 4: the id "a" was used in line 1 already/],
    ['Latin-1', { 'documents.jsonl': new Uint8Array([0x7b, 0x0a, 0xe9]) }, /line 1: not JSON/],
    [
      'Latin-1 in line 2',
      { 'documents.jsonl': new Uint8Array([0x0a, 0xe9, 0x0a]) },
      /^documents\.jsonl, line 2: .*not UTF-8/,
    ],
    ['UTF-16', { 'manifest.json': new Uint8Array([0xff, 0xfe, 0x7b, 0]) }, /^manifest\.json: the file is UTF-16/],
    [
      'Latin-1 in the manifest',
      { 'manifest.json': new Uint8Array([0x7b, 0x0a, 0xe9]) },
      /^manifest\.json, line 2: .*not UTF-8/,
    ],
    [
      'an unknown document',
      { 'questions.jsonl': questions.replace('["a"]', '["z"]') },
      /^questions\.jsonl, line 1: .*"z", which does not exist/,
    ],
    [
      'neither answers nor documents',
      { 'questions.jsonl': '{"id":"q","question":"Which?","answers":[]}' },
      /line 1: "answers" of "q" is empty/,
    ],
    [
      'a grade too many',
      { 'questions.jsonl': questions.replace('}', ',"grades":[1,2]}') },
      /"grades" of "q" must have one number/,
    ],
    ['an empty answer', { 'questions.jsonl': questions.replace('"bb"', '" "') }, /An answer of "q" is empty/],
    [
      'a number for an answer',
      { 'questions.jsonl': questions.replace('"bb"', '7') },
      /"answers\[0\]" must be a string/,
    ],
    ['a broken pattern', { 'questions.jsonl': questions.replace('/b+/', '/(b/') }, /\/\(b\/ stands between slashes/],
    [
      'a pattern with lookahead',
      { 'questions.jsonl': questions.replace('/b+/', '/b(?=c)/') },
      /\/b\(\?=c\)\/ stands between slashes.*Lookahead/,
    ],
    [
      'a pattern that is too large',
      { 'questions.jsonl': questions.replace('/b+/', '/b{900}c{900}/') },
      /stands between slashes.*too large/,
    ],
    [
      'the same question twice',
      { 'questions.jsonl': `${questions}\n${questions}` },
      /line 2: the id "q" was used in line 1/,
    ],
    [
      'too few documents',
      { 'documents.jsonl': documents.split('\n')[0] },
      /promises 2 documents, documents\.jsonl holds 1\..*set "documents" to 1/,
    ],
    [
      'too many questions',
      { 'questions.jsonl': `${questions}\n${questions.replace('"q"', '"r"')}` },
      /promises 1 questions, questions\.jsonl holds 2/,
    ],
    [
      'a span outside',
      { 'documents.jsonl': '{"id":"a","title":"","text":"abc","spans":[{"start":1,"end":4,"kind":"date"}]}' },
      /span 1–4 of document "a"/,
    ],
    [
      'an unknown kind',
      { 'documents.jsonl': '{"id":"a","title":"","text":"abc","spans":[{"start":1,"end":2,"kind":"x"}]}' },
      /"spans\[0\]\.kind" must be one of person, place/,
    ],
  ])('refuses %s', (_, over, message) => {
    expect(failure(() => corpusFromFiles(filesOf(over), 'my.zip'))).toMatch(message);
  });

  it('takes strings as well as bytes', () => {
    expect(parseManifest(`\uFEFF${JSON.stringify(manifest)}`)).toEqual(manifest);
    expect(parseDocuments(`\uFEFF${documents}`, 'd')).toEqual(expected.documents);
    expect(parseQuestions(questions, 'q')).toEqual(expected.questions);
  });

  it('reads many short records in time proportional to their number, and one line of 50 MB', () => {
    expectLinear((records) => {
      const lines = Array.from({ length: records }, (_, i) => `{"id":"${i}","title":"","text":"t"}`);
      expect(parseDocuments(strToU8(lines.join('\n')))).toHaveLength(records);
    }, 20_000);
    const long = parseDocuments(strToU8(`{"id":"a","title":"","text":"${'x'.repeat(50_000_000)}"}`));
    expect(long[0]!.text).toHaveLength(50_000_000);
  });
});

describe('zip', () => {
  it('gives back what was packed, spans and all, and packs the same bytes twice', () => {
    const corpus = generateBios({ people: 20, attributes: 6, seed: 1 });
    const zip = corpusToZip(corpus);
    expect(corpusFromZip(zip)).toEqual(corpus);
    expect(corpusToZip(corpus)).toEqual(zip);
  });

  it('reads stored and deflated entries in nested folders', () => {
    const entries = Object.entries(parts()).map(([name, bytes], i) => [`a/b/${name}`, [bytes, { level: i ? 6 : 0 }]]);
    expect(corpusFromZip(zipSync(Object.fromEntries(entries)))).toEqual(expected);
  });

  it('refuses an archive that promises too much before it inflates anything', () => {
    const zip = zipSync({ 'documents.jsonl': new Uint8Array(3_000_000) });
    expect(failure(() => unzipCorpus(zip, 'bomb.zip', 2_000_000))).toMatch(/^bomb\.zip: it holds more than 2 MB/);
    expect(unzipCorpus(zip, 'fine.zip', 4_000_000).get('documents.jsonl')).toHaveLength(3_000_000);
  });

  it('refuses an archive that lies about its size while it inflates', () => {
    const zip = zipSync({ 'documents.jsonl': new Uint8Array(40_000_000) });
    // Uncompressed size: offset 22 of the local header, offset 24 of the central directory entry (PKZIP application note 4.3).
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
    const central = view.getUint32(zip.length - 6, true);
    view.setUint32(22, 10, true);
    view.setUint32(central + 24, 10, true);
    expect(failure(() => unzipCorpus(zip, 'lie.zip', 20_000_000))).toMatch(/documents\.jsonl is damaged/);
  });

  it('refuses what is no zip, and a zip cut short', () => {
    expect(failure(() => corpusFromZip(strToU8('PK\u0003\u0004 and no more'), 'x.zip'))).toMatch(
      /^x\.zip: the zip archive cannot be read/,
    );
    const zip = corpusToZip(generateBios({ people: 20, attributes: 6, seed: 1 }));
    expect(failure(() => corpusFromZip(zip.slice(0, zip.length / 2), 'x.zip'))).toMatch(/cannot be read/);
    const broken = zip.slice();
    broken.fill(0xff, 200, 400);
    expect(failure(() => corpusFromZip(broken, 'x.zip'))).toMatch(/cannot be read|not JSON|UTF-8|damaged/);
  });
});
