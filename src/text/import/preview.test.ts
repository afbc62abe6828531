import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { importInput } from './input.ts';
import { checkImportSize } from './limit.ts';
import { previewImport } from './preview.ts';
import type { ImportOptions } from './types.ts';

const preview = (name: string, text: string, options: ImportOptions = {}) =>
  previewImport(importInput(name, strToU8(text)), options);

describe('previewImport', () => {
  it('tells what would be made, with the first records, long ones cut', () => {
    const lines = Array.from({ length: 8 }, (_, i) =>
      JSON.stringify({ title: `T${i}`, text: i ? `Text ${i}.` : 'x'.repeat(2000), question: `Q${i}?`, answers: ['a'] }),
    );
    const { preview: made, corpus } = preview('a.jsonl', [...lines, '{"text":" "}'].join('\n'));
    expect(made).toMatchObject({ format: 'jsonl', error: null });
    expect(made.outcome).toMatchObject({
      manifest: { title: 'a', documents: 8, questions: 8 },
      skipped: { 'documents without text': 1 },
    });
    expect(made.outcome!.documents.map(({ title }) => title)).toEqual(['T0', 'T1', 'T2', 'T3', 'T4']);
    expect(made.outcome!.documents[0]!.text).toBe(`${'x'.repeat(600)}…`);
    expect(made.outcome!.questions).toHaveLength(5);
    expect(made.outcome!.advice[0]).toEqual({ kind: 'few-documents', documents: 8, wanted: 50 });
    expect(corpus!.documents[0]!.text).toHaveLength(2000);
  });

  it('offers the columns where the texts are still to be chosen', () => {
    const table = 'nome;testo\nRoma;Una città.\n';
    const unknown = preview('x.csv', table);
    expect(unknown.corpus).toBeNull();
    expect(unknown.preview).toMatchObject({
      format: 'table',
      columns: {
        rows: [
          ['nome', 'testo'],
          ['Roma', 'Una città.'],
        ],
        guess: {},
      },
      outcome: null,
      error: { code: 'bad-corpus' },
    });
    const chosen = preview('x.csv', table, { columns: { text: 'testo', title: 'nome' } });
    expect(chosen.preview).toMatchObject({
      error: null,
      outcome: { documents: [{ title: 'Roma', text: 'Una città.' }] },
    });
  });

  it('offers the keys of JSON Lines with their values', () => {
    const { preview: made } = preview('x.jsonl', '{"kopf":"A","text":"b","n":[1]}\n{"text":"c"}\n');
    expect(made.columns).toEqual({
      rows: [
        ['kopf', 'text', 'n'],
        ['A', 'b', '[1]'],
        ['', 'c', ''],
      ],
      guess: { text: 'text' },
    });
  });

  it('leaves a column out that the user does not want', () => {
    const table = 'id,text\n1,a\n1,b\n';
    expect(preview('x.csv', table).preview.error?.message).toMatch(/line 3: the id "1"/);
    const { corpus } = preview('x.csv', table, { columns: { id: null } });
    expect(corpus!.documents.map(({ text }) => text)).toEqual(['a', 'b']);
    const lines = preview('x.jsonl', '{"id":"1","text":"a"}\n{"id":"1","text":"b"}\n', { columns: { id: null } });
    expect(lines.corpus!.documents).toHaveLength(2);
  });

  it('says it where no format is recognised, and reads another one on demand', () => {
    const { preview: made } = preview('notes.rst', 'One paragraph.\n\nAnother one.\n');
    expect(made).toMatchObject({ format: null, outcome: null, error: { code: 'bad-corpus' } });
    const asText = preview('notes.rst', 'One paragraph.\n\nAnother one.\n', { format: 'text' });
    expect(asText.preview).toMatchObject({ format: 'text', outcome: { manifest: { documents: 1 } } });
    const asTable = preview('list.txt', 'text;n\na;1\n', { format: 'table' });
    expect(asTable.preview).toMatchObject({
      columns: { guess: { text: 'text' } },
      outcome: { documents: [{ text: 'a' }] },
    });
    const asLines = preview('dump', '{"body":"a"}', { format: 'jsonl' });
    expect(asLines.preview.outcome!.documents[0]!.text).toBe('a');
  });

  it('keeps markup in titles as the text that it is', () => {
    const { preview: made } = preview('x.jsonl', '{"title":"<img onerror=alert(1)>","text":"<b>a</b>"}');
    expect(made.outcome!.documents[0]).toMatchObject({ title: '<img onerror=alert(1)>', text: '<b>a</b>' });
  });

  it('tells how far it is, every 5,000 records', () => {
    const told: number[][] = [];
    const lines = Array.from({ length: 12_000 }, (_, i) => `{"text":"t${i}"}`).join('\n');
    preview('x.jsonl', lines, { onProgress: (...counts) => told.push(counts) });
    expect(told).toEqual([
      [5000, 0],
      [10_000, 0],
    ]);
  });
});

it('refuses more than 100 MB, naming the fix', () => {
  expect(() => checkImportSize('big.csv', 100_000_001)).toThrow(/^big\.csv: 101 MB; at most 100 MB .* Split it/);
  checkImportSize('fits.csv', 100_000_000);
});
