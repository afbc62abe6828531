/**
 * Turns raw text into the words that a tokenizer model reads, with the ranges of the raw text.
 *
 * The steps are those of a Hugging Face tokenizer.json (written by tokenizer-json.ts): NFC, BertNormalizer without stripping of accents, ς → σ,
 * BertPreTokenizer, and a split around the Han characters beyond the basic plane. Without that split transformers.js and the Rust library would
 * differ. ς is replaced because JavaScript lowercases Σ by its position in the word and Rust does not.
 */

/** Switches of the normaliser; our own tokenizers use `defaultRules`. */
export interface NormaliserRules {
  lowercase: boolean;
  stripAccents: boolean;
}

export const defaultRules: NormaliserRules = { lowercase: true, stripAccents: false };

/**
 * Normalised text with the source range of each of its UTF-16 units: unit i comes from `[starts[i], ends[i])` of the raw text. Both are null if
 * every unit kept its position.
 */
export interface NormalisedText {
  text: string;
  starts: number[] | null;
  ends: number[] | null;
}

const plainAscii = /^[\x20-\x7e\t\n\r]*$/;
const removed = /[\0\ufffd]|(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u;
const whitespace = /\s/;
/** A base character with the characters that may compose with it: marks, and the vowels and finals of Hangul. */
const composable = /[^\p{M}\u1160-\u11ff]?[\p{M}\u1160-\u11ff]*/gu;
const mark = /\p{Mn}/gu;

/** Chunks of a text whose NFC forms, put together, are the NFC form of the text. */
function composingChunks(text: string, composed: string): string[] {
  const chunks = text.match(composable)!;
  if (chunks.map((chunk) => chunk.normalize('NFC')).join('') === composed) return chunks;
  return text.match(/\s+|\S+/g)!;
}

/** Cleans, lowercases and composes a text. Control and format characters (also zero-width joiners) are left out. */
export function normalise(text: string, rules: NormaliserRules = defaultRules): NormalisedText {
  if (plainAscii.test(text)) {
    return { text: rules.lowercase ? text.toLowerCase() : text, starts: null, ends: null };
  }
  const starts: number[] = [];
  const ends: number[] = [];
  let out = '';
  const emit = (character: string, start: number, end: number) => {
    if (removed.test(character)) return;
    let result = whitespace.test(character) ? ' ' : character;
    if (rules.lowercase) result = result.toLowerCase().replaceAll('ς', 'σ');
    if (rules.stripAccents) result = result.normalize('NFD').replace(mark, '');
    for (let i = 0; i < result.length; i++) {
      starts.push(start);
      ends.push(end);
    }
    out += result;
  };
  const emitAll = (chunk: string, at: number) => {
    for (const character of chunk) {
      emit(character, at, at + character.length);
      at += character.length;
    }
  };

  const composed = text.normalize('NFC');
  if (composed === text) {
    emitAll(text, 0);
  } else {
    let at = 0;
    for (const chunk of composingChunks(text, composed)) {
      const form = chunk.normalize('NFC');
      if (form === chunk) emitAll(chunk, at);
      else for (const character of form) emit(character, at, at + chunk.length);
      at += chunk.length;
    }
  }
  return { text: out, starts, ends };
}

const punctuation = /[\p{P}!-/:-@[-`{-~]/u;
/** BERT's CJK blocks in the basic plane, and all of planes 2 and 3. Kana and Hangul are left to the model. */
const han = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

/** Each punctuation mark and each Han character is a word of its own. */
export function isIsolated(character: string): boolean {
  return punctuation.test(character) || han.test(character);
}

/**
 * Splits normalised text at spaces and around punctuation and Han characters. Returns two numbers per word: its first UTF-16 unit and the one
 * after its last.
 */
export function preTokenise(text: string): number[] {
  const borders: number[] = [];
  let open = -1;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at)!;
    const size = code > 0xffff ? 2 : 1;
    const alone = code < 128 ? isAsciiPunctuation(code) : isIsolated(String.fromCodePoint(code));
    const space = code < 128 ? code <= 32 : whitespace.test(text[at]!);
    if (alone || space) {
      if (open >= 0) borders.push(open, at);
      if (alone) borders.push(at, at + size);
      open = -1;
    } else if (open < 0) open = at;
    at += size;
  }
  if (open >= 0) borders.push(open, text.length);
  return borders;
}

function isAsciiPunctuation(code: number): boolean {
  return (
    (code >= 33 && code <= 47) ||
    (code >= 58 && code <= 64) ||
    (code >= 91 && code <= 96) ||
    (code >= 123 && code < 127)
  );
}

/** The words of texts with their counts, in the order of their first occurrence. */
export type WordCounts = Map<string, number>;

export function countWords(texts: Iterable<string>, rules: NormaliserRules = defaultRules): WordCounts {
  const counts: WordCounts = new Map();
  for (const raw of texts) {
    const { text } = normalise(raw, rules);
    const borders = preTokenise(text);
    for (let i = 0; i < borders.length; i += 2) {
      const word = text.slice(borders[i], borders[i + 1]);
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}
