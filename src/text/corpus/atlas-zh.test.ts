import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
// @ts-expect-error: the build for browsers, which runs in Node too; the package's own entry for Node needs a native image library
import { PreTrainedTokenizer } from '../../../node_modules/@xenova/transformers/dist/transformers.web.js';
import { spanTokens } from '../salient/masking.ts';
import { collectEvidence, salientSpans } from '../salient/spans.ts';
import { trainTokenizer } from '../tokenizer/tokenizer.ts';
import { tokenizerConfig } from '../tokenizer/tokenizer-json.ts';
import { corpusFromFiles } from './format.ts';
import { splitSentences } from './sentences.ts';

const folder = new URL('../../../public/corpus/atlas-zh/', import.meta.url);
const read = (name: string): [string, Uint8Array] => [name, readFileSync(new URL(name, folder))];
const { manifest, documents, questions } = corpusFromFiles(
  new Map(['manifest.json', 'documents.jsonl', 'questions.jsonl'].map(read)),
  'public/corpus/atlas-zh',
);
const byId = new Map(documents.map((document) => [document.id, document]));

/** Whether the answer stands in the text, a number not inside another number. */
const holds = (text: string, answer: string): boolean =>
  /^\d+$/.test(answer) ? new RegExp(`(?<!\\d)${answer}(?!\\d)`).test(text) : text.includes(answer);

/** Jaccard overlap of the runs of five characters of two texts. */
function overlap(a: string, b: string): number {
  const runs = (text: string) => new Set(Array.from({ length: text.length - 4 }, (_, i) => text.slice(i, i + 5)));
  const [first, second] = [runs(a), runs(b)];
  const common = [...first].filter((run) => second.has(run)).length;
  return common / (first.size + second.size - common);
}

const repeated = (values: string[]): string[] => values.filter((value, i) => values.indexOf(value) !== i);

describe('atlas-zh', () => {
  it('says of itself what is so', () => {
    expect(manifest).toMatchObject({ id: 'atlas-zh', language: 'zh' });
    expect(manifest.documents).toBe(documents.length);
    expect(manifest.questions).toBe(questions.length);
    expect(documents.length).toBeGreaterThanOrEqual(170);
    expect(questions.length).toBeGreaterThanOrEqual(350);
  });

  it('has unique ids, titles, texts and questions', () => {
    expect(repeated(documents.map(({ id }) => id))).toEqual([]);
    expect(repeated(documents.map(({ title }) => title))).toEqual([]);
    expect(repeated(questions.map(({ id }) => id))).toEqual([]);
    expect(repeated(questions.map(({ question }) => question))).toEqual([]);
  });

  it('has articles of 90 to 180 characters in four to seven sentences, in full-width punctuation', () => {
    for (const { id, text, subject } of documents) {
      const length = [...text].filter((character) => /[\p{L}\p{N}]/u.test(character)).length;
      expect(length, id).toBeGreaterThanOrEqual(90);
      expect(length, id).toBeLessThanOrEqual(180);
      const sentences = splitSentences(text, 'zh');
      expect(sentences.length, id).toBeGreaterThanOrEqual(4);
      expect(sentences.length, id).toBeLessThanOrEqual(7);
      for (const { start, end } of sentences) expect(text.slice(start, end), id).toMatch(/^[^。]{6,60}。$/u);
      expect(text, id).toMatch(/^[\p{Script=Han}\p{L}\p{N}，。、《》·.]+$/u);
      expect(subject, id).toMatch(/^[a-z0-9-]+$/);
    }
  });

  it('states every questioned fact in two articles of one subject, in different words, and gives no answer away', () => {
    for (const { id, question, answers, documents: listed = [] } of questions) {
      expect(question, id).toMatch(/？$/u);
      expect(answers.length, id).toBeGreaterThan(0);
      expect(new Set(listed).size, id).toBeGreaterThanOrEqual(2);
      expect(new Set(listed.map((document) => byId.get(document)?.subject)).size, id).toBe(1);
      for (const answer of answers) {
        expect(holds(question, answer), `${id} gives ${answer} away`).toBe(false);
        for (const document of listed)
          expect(holds(byId.get(document)?.text ?? '', answer), `${id} ${document}`).toBe(true);
      }
    }
  });

  it('has no two articles that say nearly the same', () => {
    for (const [i, a] of documents.entries()) {
      for (const b of documents.slice(i + 1)) {
        if (a.subject === b.subject) expect(overlap(a.text, b.text), `${a.id} ${b.id}`).toBeLessThan(0.35);
      }
    }
  });

  const texts = documents.flatMap(({ title, text }) => [title, text]);
  const evidence = collectEvidence(
    documents.map(({ text }) => text),
    'zh',
    documents.map(({ title }) => title),
  );

  it.each(['word', 'wordpiece', 'bpe'] as const)(
    'is cut by %s as transformers.js does, spans at token borders',
    (kind) => {
      const tokenizer = trainTokenizer(texts, { kind, vocabularySize: 4000 });
      const theirs = new PreTrainedTokenizer(JSON.parse(JSON.stringify(tokenizer.toJSON())), tokenizerConfig);
      let spans = 0;
      let short = 0;
      let sentences = 0;
      let maskable = 0;
      let tokens = 0;
      for (const { text } of documents) {
        for (const { start, end } of splitSentences(text, 'zh')) {
          const sentence = text.slice(start, end);
          const { ids, ranges } = tokenizer.encode(sentence);
          expect(ids, sentence).toEqual(theirs.encode(sentence, { add_special_tokens: false }));
          sentences++;
          tokens += ids.length;
          const found = salientSpans(sentence, 'zh', evidence);
          spans += found.length;
          let some = false;
          for (const span of found) {
            const covered = spanTokens(ranges, span);
            expect(covered, sentence).not.toBeNull();
            if (covered![1] - covered![0] > 4) continue;
            short++;
            some = true;
          }
          if (some) maskable++;
        }
      }
      console.log(
        `${kind}: ${(tokens / sentences).toFixed(1)} tokens a sentence, ${spans} spans, ${short} of at most 4 tokens, in ${maskable} of ${sentences} sentences`,
      );
      expect(short / spans).toBeGreaterThan(0.75);
      expect(maskable / sentences).toBeGreaterThan(0.9);
    },
  );
});
