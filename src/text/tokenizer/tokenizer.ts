/** Trains, reads and uses three kinds of tokenizers, with one interface (tokens.ts). */

import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { BytePairModel, trainBytePairs } from './bpe.ts';
import type { TrainingProgress } from './merges.ts';
import { countWords, defaultRules, type NormaliserRules, normalise, preTokenise } from './normalise.ts';
import {
  readTokenizer,
  type SpecialToken,
  spaceBetweenHan,
  specialTokens,
  type TokenizerParts,
  writeTokenizer,
} from './tokenizer-json.ts';
import type { Encoding, Tokenizer } from './tokens.ts';
import type { WordModel, WordPieces } from './word-model.ts';
import { defaultMaxCharacters, frequentWords, longestWord, trainWordPieces, WordPieceModel } from './wordpiece.ts';

export interface TokenizerOptions {
  /** `word`: whole words; other words are [UNK]. `wordpiece`, `bpe`: pieces that are learned by merging. */
  kind: 'word' | 'wordpiece' | 'bpe';
  /** Number of ids, including the five special tokens; there are fewer if the texts do not contain enough pieces. */
  vocabularySize: number;
}

/**
 * Trains a tokenizer on texts. The ids 0 … 4 are [PAD] [UNK] [CLS] [SEP] [MASK].
 * Throws `bad-option` if the vocabulary has no room for a single piece.
 */
export function trainTokenizer(
  texts: Iterable<string>,
  { kind, vocabularySize }: TokenizerOptions,
  onProgress?: TrainingProgress,
): Tokenizer {
  const room = vocabularySize - specialTokens.length;
  if (!(room > 0)) {
    throw new RetrogradError(
      'bad-option',
      sentence`tokenizer.vocabularySize is ${vocabularySize}; it must be at least ${specialTokens.length + 1}.`,
    );
  }
  const words = countWords(texts);
  const training =
    kind === 'bpe'
      ? trainBytePairs(words, { vocabularySize: room }, onProgress)
      : kind === 'wordpiece'
        ? trainWordPieces(words, { vocabularySize: room, fallingMinimum: true }, onProgress)
        : { vocabulary: frequentWords(words, room), steps: [] };

  const vocabulary = new Map<string, number>();
  for (const piece of [...specialTokens, ...training.vocabulary]) vocabulary.set(piece, vocabulary.size);
  const unknown = vocabulary.get('[UNK]')!;
  const model =
    kind === 'bpe'
      ? new BytePairModel(
          vocabulary,
          training.steps.map(({ left, right }) => [left, right]),
          unknown,
        )
      : new WordPieceModel(vocabulary, unknown, Math.max(defaultMaxCharacters, longestWord(words)));
  const ids = Object.fromEntries(specialTokens.map((token, id) => [token, id])) as Record<SpecialToken, number>;
  onProgress?.(room, room);
  return new TextTokenizer({ model, rules: defaultRules, vocabulary, ids });
}

/** Reads the parsed value of a tokenizer.json. Throws `bad-tokenizer` with the field that is not supported. */
export function tokenizerFromJSON(json: unknown): Tokenizer {
  return new TextTokenizer(readTokenizer(json));
}

/** Number of words whose pieces are cached. Texts repeat their words, so almost every look-up hits. */
const cacheSize = 50_000;
/** As in Hugging Face: a special token that is written in a text is that token. */
const specialPattern = /\[(?:PAD|UNK|CLS|SEP|MASK)\]/g;

class TextTokenizer implements Tokenizer {
  readonly vocabularySize: number;
  readonly special: Tokenizer['special'];
  private readonly model: WordModel;
  private readonly rules: NormaliserRules;
  private readonly ids: Record<SpecialToken, number>;
  private readonly pieces: string[] = [];
  private readonly specialIds: ReadonlySet<number>;
  private readonly cache = new Map<string, WordPieces>();

  constructor({ model, rules, vocabulary, ids }: TokenizerParts) {
    this.model = model;
    this.rules = rules;
    this.ids = ids;
    this.vocabularySize = vocabulary.size;
    for (const [piece, id] of vocabulary) this.pieces[id] = piece;
    this.special = {
      pad: ids['[PAD]'],
      unknown: ids['[UNK]'],
      cls: ids['[CLS]'],
      sep: ids['[SEP]'],
      mask: ids['[MASK]'],
    };
    this.specialIds = new Set(Object.values(ids));
  }

  encode(text: string): Encoding {
    const encoding: Encoding = { ids: [], ranges: [] };
    let at = 0;
    for (const match of text.matchAll(specialPattern)) {
      this.encodePlain(text, at, match.index, encoding);
      at = match.index + match[0].length;
      encoding.ids.push(this.ids[match[0] as SpecialToken]);
      encoding.ranges.push({ start: match.index, end: at });
    }
    this.encodePlain(text, at, text.length, encoding);
    return encoding;
  }

  decode(ids: ArrayLike<number>): string {
    const pieces: string[] = [];
    for (let i = 0; i < ids.length; i++) {
      if (!this.specialIds.has(ids[i]!)) pieces.push(this.piece(ids[i]!));
    }
    return closeUpEnglish(this.model.join(pieces).replace(spaceBetweenHan, ''));
  }

  piece(id: number): string {
    return this.pieces[id] ?? '[UNK]';
  }

  toJSON(): unknown {
    return writeTokenizer(this.model, this.rules, this.ids);
  }

  private encodePlain(source: string, from: number, to: number, { ids, ranges }: Encoding): void {
    if (from === to) return;
    const { text, starts, ends } = normalise(source.slice(from, to), this.rules);
    const borders = preTokenise(text);
    for (let b = 0; b < borders.length; b += 2) {
      const first = borders[b]!;
      const pieces = this.encodeWord(text.slice(first, borders[b + 1]));
      let start = first;
      for (let i = 0; i < pieces.ids.length; i++) {
        const end = first + pieces.ends[i]!;
        ids.push(pieces.ids[i]!);
        ranges.push({
          start: from + (starts ? starts[start]! : start),
          end: from + (ends ? ends[end - 1]! : end),
        });
        start = end;
      }
    }
  }

  private encodeWord(word: string): WordPieces {
    let pieces = this.cache.get(word);
    if (!pieces) {
      pieces = this.model.encode(word);
      if (this.cache.size >= cacheSize) this.cache.clear();
      this.cache.set(word, pieces);
    }
    return pieces;
  }
}

/** Hugging Face's `clean_up_tokenization`: no space before a closing mark or an English contraction. */
function closeUpEnglish(text: string): string {
  return text
    .replaceAll(/ ([.?!,])/g, '$1')
    .replaceAll(" ' ", "'")
    .replaceAll(/ (n't|'m|'s|'ve|'re)/g, '$1');
}
