import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { gunzipFile } from '../../util/gunzip.ts';
import { importCorpus } from './import.ts';
import { importInput } from './input.ts';

const text = 'The Main flows through Frankfurt. It meets the Rhine in Mainz.';
const line = '{"id": "main", "text": "The Main flows through Frankfurt."}\n';

describe('files compressed with gzip', () => {
  it('are unpacked, alone, in a folder and in a zip', () => {
    const gz = gzipSync(strToU8(line));
    for (const input of [
      importInput('main.jsonl.gz', gz),
      importInput('rivers', new Map([['main.jsonl.gz', gz]])),
      importInput('rivers.zip', zipSync({ 'rivers/main.jsonl.gz': gz })),
    ]) {
      expect([...input.files]).toEqual([['main.jsonl', strToU8(line)]]);
    }
    const { corpus, format } = importCorpus('main.jsonl.gz', gz);
    expect(format).toBe('jsonl');
    expect(corpus.manifest.id).toBe('main');
  });

  it('may hold a zip, or several members', () => {
    expect([...importInput('a.zip.gz', gzipSync(zipSync({ 'a.txt': strToU8(text) }))).files.keys()]).toEqual(['a.txt']);
    const members = Uint8Array.from([...gzipSync(strToU8('one ')), ...gzipSync(strToU8('two'))]);
    expect(new TextDecoder().decode(gunzipFile(members, 1000))).toBe('one two');
  });

  it('are refused if they are damaged, cut short, or too large', () => {
    const gz = gzipSync(strToU8(text.repeat(50)));
    const changed = gz.slice();
    changed[gz.length - 8]! ^= 1;
    expect(() => importInput('a.gz', changed)).toThrow(/^a\.gz: the gzip file cannot be read \(it is damaged\)/);
    expect(() => importInput('a.gz', gz.subarray(0, 40))).toThrow(/^a\.gz: the gzip file cannot be read/);
    expect(() => importInput('a.gz', gz.subarray(0, 4))).toThrow(/^a\.gz: the gzip file cannot be read/);
    const bomb = gzipSync(new Uint8Array(3_000_000));
    expect(() => gunzipFile(bomb, 2_000_000)).toThrow(/more than 2 MB/);
  });
});

it('counts the files that systems hide, also where nothing else is left out', () => {
  const zip = zipSync({
    'notes/main.txt': strToU8(text),
    '__MACOSX/notes/._main.txt': strToU8('Mac'),
    'notes/.DS_Store': strToU8('x'),
  });
  expect(importCorpus('notes.zip', zip).skipped).toEqual({ 'hidden files': 2 });
});

it.each([
  ['bzip2', 'BZh91AY&SY'],
  ['7z', '7z\u00bc\u00af\u0027\u001c'],
  ['rar', 'Rar!\u001a\u0007'],
  ['tar', `notes/${'\0'.repeat(251)}ustar\0`],
  ['Parquet', 'PAR1\u0015\u0004'],
  ['PDF', '%PDF-1.7'],
])('refuses a %s file by its name, and says what to do', (kind, content) => {
  const bytes = Uint8Array.from(content, (character) => character.charCodeAt(0));
  expect(() => importInput('notes.txt', bytes)).toThrow(
    new RegExp(`^notes\\.txt: a ${kind} file, which cannot be read here\\. (Unpack it|Save its text)`),
  );
});

it.each([
  ['one', { 'set.zip': zipSync({ 'a.txt': strToU8(text) }) }],
  [
    'two in folders',
    { 'a/1.zip': zipSync({ 'a.txt': strToU8(text) }), 'b/2.ZIP': zipSync({ 'b.txt': strToU8(text) }) },
  ],
])('refuses a zip that holds nothing but archives: %s', (_, files) => {
  expect(() => importInput('all.zip', zipSync(files))).toThrow(/^all\.zip: it holds nothing but archives\. Unpack it/);
});

it('reads the texts beside an archive, which is counted as another kind, as is a document of an office program', () => {
  const inner = zipSync({ 'b.txt': strToU8(text) });
  const zip = zipSync({ 'notes.txt': strToU8(text), 'set.zip': inner, 'letter.docx': inner });
  expect(importCorpus('all.zip', zip).skipped).toEqual({ 'files of other kinds': 2 });
  expect(() => importCorpus('all.zip', zipSync({ 'letter.docx': inner }))).toThrow(/none of the formats/);
});
