/** Our tokenizer.json, read by transformers.js, must give our ids: a checkpoint is of use elsewhere only if it does. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
// @ts-expect-error: the build for browsers, which runs in Node too; the package's own entry for Node needs a native image library
import { PreTrainedTokenizer } from '../../../node_modules/@xenova/transformers/dist/transformers.web.js';
import { Prng } from '../../util/prng.ts';
import { generateBios } from '../corpus/bios.ts';
import { trainTokenizer } from './tokenizer.ts';
import { tokenizerConfig } from './tokenizer-json.ts';

const corpus = [
  'Marie Curie was born in Warsaw on 7 November 1867 and died in 1934.',
  'The théâtre in Zürich isn’t far; naïve visitors say "it\'s near".',
  'Der Fluß heißt Müglitz, ΟΔΟΣ means street, İzmir is a port, and ﬁnd has a ligature.',
  'In 2008 the Games were held in 北京, 中國, 東京 and \u{20000}\u{20001}.',
  'Prices rose by 3.5% to $1,250.00 (about €1,100).',
  'Привет мир, سلام دنیا, שלום, नमस्ते दुनिया, 한국어 문장, ひらがな カタカナ.',
  'emoji 🙂🎉 and flags 🇵🇱 and families 👨‍👩‍👧 ☃️ ★.',
  'lower lowest newer newest wider widest low new wide constructor __proto__ toString',
];
const fragments = [
  ...corpus.flatMap((text) => text.split(' ')),
  'e\u0301',
  'E\u0301\u0302',
  '\u0301',
  'a\u200db',
  '\u00ad',
  '\ufeff',
  '\u200b',
  '\u00a0',
  '\u3000',
  '\u2028',
  '\t',
  '\n',
  '\r\n',
  '\0',
  '\ufffd',
  '\ud800',
  '\u0007',
  'ς',
  'Σ',
  'ΑΣ',
  'Σ.',
  'ß',
  'ẞ',
  'İ',
  'ı',
  'ǅ',
  'ﬀ',
  'Å',
  'Å',
  '\u1112\u1161\u11ab',
  '각',
  '\u09c7\u09be',
  '\uf900',
  '\u{2f800}',
  '\u{20000}',
  '\u{2a6df}x',
  '\u{30000}',
  'ext\u{2b920}',
  '々',
  '〇',
  '。',
  '、',
  '「',
  '」',
  '！',
  '？',
  '…',
  '—',
  '–',
  "n't",
  "'s",
  '’s',
  '##',
  '##ing',
  '</w>',
  '<w>',
  '[MASK]',
  '[CLS]',
  '[mask]',
  '[ SEP ]',
  '[UNK][PAD]',
  'a[SEP]b',
  '@',
  '#',
  '$',
  '%',
  '^',
  '&',
  '*',
  '_',
  '`',
  '|',
  '~',
  '+',
  '=',
  '<',
  '>',
  '\\',
  '/',
  '°',
  '№',
  '½',
  '²',
  '１２３',
  '٣',
  'Ⅷ',
  'x'.repeat(100),
  'lo'.repeat(51),
  'w'.repeat(300),
  '😀'.repeat(101),
  'É'.repeat(100),
  'E\u0301'.repeat(60),
  '北'.repeat(120),
  'hasOwnProperty',
  '__proto__',
  '1867',
  '0',
  '007',
  '𝔘𝔫𝔦',
  '\u{e0041}',
  '\ue000',
  '\u{f0000}',
];

function awkwardSentences(): string[] {
  const prng = new Prng(20);
  const sentences = [...corpus, ...fragments, '', ' '];
  for (let i = 0; i < 400; i++) {
    let sentence = '';
    for (let n = 1 + prng.int(8); n > 0; n--) sentence += prng.pick(fragments) + (prng.uniform() < 0.6 ? ' ' : '');
    sentences.push(sentence);
  }
  return sentences;
}

const atlasFile = (name: string) =>
  readFileSync(new URL(`../../../public/corpus/atlas/${name}`, import.meta.url), 'utf8');
const linesOf = <T>(name: string) =>
  atlasFile(name)
    .split('\n')
    .filter((line) => line !== '')
    .map((line): T => JSON.parse(line));
const atlas = [
  ...linesOf<{ title: string; text: string }>('documents.jsonl').flatMap(({ title, text }) => [title, text]),
  ...linesOf<{ question: string }>('questions.jsonl').map(({ question }) => question),
];
const { documents, questions } = generateBios({ people: 200, attributes: 6, seed: 1 });
const bios = [...documents.flatMap(({ title, text }) => [title, text]), ...questions.map(({ question }) => question)];

it.each(['word', 'wordpiece', 'bpe'] as const)('every text of atlas and bios has the same ids: %s', (kind) => {
  for (const texts of [atlas, bios]) {
    const ours = trainTokenizer(texts, { kind, vocabularySize: 8000 });
    const theirs = new PreTrainedTokenizer(JSON.parse(JSON.stringify(ours.toJSON())), tokenizerConfig);
    for (const text of texts) {
      const expected = theirs.encode(text, { add_special_tokens: false });
      if (expected.join() !== ours.encode(text).ids.join()) expect(ours.encode(text).ids, text).toEqual(expected);
    }
    expect(texts.length).toBeGreaterThan(2000);
  }
});

describe.each(['word', 'wordpiece', 'bpe'] as const)('%s in transformers.js', (kind) => {
  const ours = trainTokenizer(corpus, { kind, vocabularySize: 420 });
  const theirs = new PreTrainedTokenizer(JSON.parse(JSON.stringify(ours.toJSON())), tokenizerConfig);
  const sentences = awkwardSentences();

  it('gives identical ids on several hundred awkward sentences', () => {
    let tokens = 0;
    for (const sentence of sentences) {
      const { ids } = ours.encode(sentence);
      tokens += ids.length;
      expect(ids, JSON.stringify(sentence)).toEqual(theirs.encode(sentence, { add_special_tokens: false }));
    }
    expect(tokens).toBeGreaterThan(3000);
  });

  it('adds [CLS] and [SEP] as we do', () => {
    const { cls, sep } = ours.special;
    expect(theirs.encode('Marie Curie')).toEqual([cls, ...ours.encode('Marie Curie').ids, sep]);
    expect(theirs.encode('Marie', { text_pair: 'Curie' })).toEqual([
      cls,
      ...ours.encode('Marie').ids,
      sep,
      ...ours.encode('Curie').ids,
      sep,
    ]);
  });

  it('decodes to the same text', () => {
    for (const sentence of sentences) {
      const { ids } = ours.encode(sentence);
      if (ids.length === 0) continue;
      expect(ours.decode(ids), JSON.stringify(sentence)).toBe(theirs.decode(ids, { skip_special_tokens: true }));
    }
  });
});
