/** The sentences of the lab *Corruption*, and how a sentence becomes tokens there. */
import { preTokenise } from '../text/tokenizer/normalise.ts';
import type { Range } from '../text/tokenizer/tokens.ts';

/** Short sentences, written for this lab: some with names and dates, one without. */
export const sentences = {
  en: [
    'The physicist Marie Curie left Warsaw in 1891 and studied in Paris.',
    'In January 1610 the astronomer Galileo saw four moons of Jupiter.',
    'The mathematician Ada Lovelace published a program for a machine in 1843, long before anybody had built one.',
    'The Loire rises in the mountains of France, flows slowly past Orléans and Tours, and ends in the Atlantic Ocean.',
    'When the rain stopped, the children ran into the garden.',
  ],
  zh: [
    '居里夫人1903年获得诺贝尔物理学奖。',
    '张衡在公元132年发明了地动仪，当时他住在洛阳。',
    '长江发源于青藏高原，流经重庆、武汉和南京，最后在上海附近注入东海。',
    '1610年伽利略用望远镜看到了木星的四颗卫星。',
    '雨停了，孩子们跑进花园，一直玩到天黑。',
  ],
} as const;

export type SentenceLanguage = keyof typeof sentences;

export const languageOf = (text: string): SentenceLanguage => (/\p{Script=Han}/u.test(text) ? 'zh' : 'en');

/** Tokens of a sentence that take part; those after them are left out. */
export const mostTokens = 40;

/** Endings that are cut off, the longest first, and how many letters must stand before them. */
const endings = [
  ['ians', 4],
  ['ists', 4],
  ['ness', 4],
  ['ment', 4],
  ['tion', 4],
  ['ian', 4],
  ['ist', 4],
  ['ing', 4],
  ['ity', 4],
  ['ous', 4],
  ['ers', 5],
  ['ed', 4],
  ['ly', 4],
  ['er', 5],
  ['s', 5],
] as const;

/** A word in pieces: names are whole, other words lose an ending. A piece that goes on with a word begins with ##. */
function piecesOf(word: string): string[] {
  const found = endings.find(([ending, before]) => word.endsWith(ending) && word.length >= before + ending.length);
  if (!found || !/^[a-z]+$/.test(word)) return [word];
  const cut = word.length - found[0].length;
  return [word.slice(0, cut), `##${word.slice(cut)}`];
}

export interface SentenceToken {
  piece: string;
  /** Where it stands in the text. */
  range: Range;
  /** Number of its word. */
  word: number;
}

/**
 * The tokens of a sentence, without special ones. Words are those of the browser's segmenter, so that Chinese characters, each of which is a token,
 * make words, too.
 */
export function tokensOf(text: string): SentenceToken[] {
  const words = [...new Intl.Segmenter(languageOf(text), { granularity: 'word' }).segment(text)];
  const borders = preTokenise(text);
  const tokens: SentenceToken[] = [];
  for (let b = 0; b < borders.length; b += 2) {
    let start = borders[b]!;
    const word = words.findLastIndex(({ index }) => index <= start);
    for (const piece of piecesOf(text.slice(start, borders[b + 1]))) {
      const end = start + piece.replace(/^##/, '').length;
      tokens.push({ piece, range: { start, end }, word });
      start = end;
    }
  }
  return tokens.slice(0, mostTokens);
}

/** The pieces that a random token is drawn from: those of all sentences of the language, and of this one. */
export function vocabularyOf(text: string): string[] {
  return [...new Set([...sentences[languageOf(text)], text].flatMap((one) => tokensOf(one).map(({ piece }) => piece)))];
}
