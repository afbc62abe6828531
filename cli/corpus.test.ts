/** `npm run corpus`, called as its script calls it. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type CorpusReport, main } from './corpus.ts';
import { callCommand } from './testing/called-command.ts';

const command = callCommand();
const { lines, errors, file } = command;

const lighthouse = 'The lighthouse of Bell Rock was lit in 1811. Robert Stevenson planned it.';

it('tells what an import makes of a command.folder, and writes all of it as JSON', async () => {
  const notes = join(command.folder, 'notes');
  mkdirSync(notes);
  writeFileSync(join(notes, 'bell-rock.txt'), lighthouse);
  writeFileSync(join(notes, 'photo.jpg'), 'no text');
  const json = join(command.folder, 'report.json');
  expect(await main([notes, '--json', json])).toBe(0);
  const report: CorpusReport = JSON.parse(readFileSync(json, 'utf8'));
  expect(report).toMatchObject({
    ...{ format: 'text', language: 'en', passages: 1, longestPassage: 13, names: 2, dates: 1, numbers: 0 },
    documents: [{ id: 'bell-rock-1', title: 'bell-rock', text: lighthouse }],
    questions: [],
    skipped: { 'files of other kinds': 1 },
  });
  expect(report.advice.map(({ kind }) => kind)).toContain('few-documents');
  expect(lines).toContain('1 document; 1 passage, the longest of 13 words');
  expect(lines).toContain('left out or put right: files of other kinds: 1');
  expect(errors).toEqual([]);
});

it('reads a file in the format that is named', async () => {
  const path = file('lines.txt', '{"text": "One fact."}\n{"text": "Another fact."}\n');
  expect(await main([path, '--format', 'jsonl'])).toBe(0);
  expect(lines[1]).toMatch(/^2 documents/);
});

it.each([
  ['nothing', () => [], /^bad-option: PATH is missing/],
  ['two paths', () => ['a', 'b'], /^bad-option: There is one PATH, not 2: a, b\./],
  ['a path that is not there', () => [join(command.folder, 'none')], /^bad-corpus: .*none: there is no such file/],
  ['an empty file', () => [file('empty.txt', '')], /^bad-corpus: empty\.txt: the file is empty/],
  [
    'a folder without files',
    () => [mkdtempSync(join(command.folder, 'hollow-'))],
    /^bad-corpus: .* is a folder without files\. Check/,
  ],
  ['a device', () => ['/dev/zero'], /^bad-corpus: \/dev\/zero is a device: name a file or a folder\./],
  [
    'a format that there is not',
    () => [file('a.txt', lighthouse), '--format', 'pdf'],
    /^bad-option: There is no import format "pdf"/,
  ],
  ['a broken line', () => [file('b.jsonl', '{"text": "a"}\n{"text"')], /^bad-corpus: b\.jsonl, line 2: /],
])('refuses %s in one line, and writes nothing', async (_, args, message) => {
  const json = join(command.folder, 'refused.json');
  expect(await main([...args(), '--json', json])).toBe(2);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(message);
  expect(errors[0]).not.toContain('\n');
  expect(existsSync(json)).toBe(false);
});
