/** The growth of a vocabulary, for the tokenizer panel: its merges one by one, and how a text is split after the first n of them. */

import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { applyMerges, mergeRanks, trainBytePairs } from './bpe.ts';
import type { MergeStep, TrainingProgress } from './merges.ts';
import { countWords, defaultRules, normalise, preTokenise } from './normalise.ts';
import { specialTokens } from './tokenizer-json.ts';
import { defaultMaxCharacters, longestWord, trainWordPieces, WordPieceModel } from './wordpiece.ts';

export interface VocabularyOptions {
  kind: 'bpe' | 'wordpiece';
  /** Number of pieces, including the special tokens; there are fewer if the texts do not contain enough. */
  vocabularySize: number;
}

export interface GrownVocabulary {
  kind: VocabularyOptions['kind'];
  /** Special tokens, alphabet and merged pieces. */
  size: number;
  /** Single characters in their written forms; before the first merge a text is split into these. */
  alphabet: string[];
  steps: MergeStep[];
  /** WordPiece: a word with more characters is unknown. */
  maxCharacters: number;
}

/** Trains as `trainTokenizer` does. Throws `bad-option` if there is no room for a single piece. */
export function growVocabulary(
  texts: Iterable<string>,
  { kind, vocabularySize }: VocabularyOptions,
  onProgress?: TrainingProgress,
): GrownVocabulary {
  const room = vocabularySize - specialTokens.length;
  if (!(room > 0)) {
    throw new RetrogradError(
      'bad-option',
      sentence`A vocabulary of ${vocabularySize} has no room for a piece: ask for at least ${specialTokens.length + 1}.`,
    );
  }
  const words = countWords(texts);
  const { alphabet, steps, vocabulary } =
    kind === 'bpe'
      ? trainBytePairs(words, { vocabularySize: room }, onProgress)
      : trainWordPieces(words, { vocabularySize: room, fallingMinimum: true }, onProgress);
  const maxCharacters = Math.max(defaultMaxCharacters, longestWord(words));
  return { kind, size: vocabulary.length + specialTokens.length, alphabet, steps, maxCharacters };
}

/** The pieces of each word of a text after the first `merges` merges, in the written form of the vocabulary; null: unknown. */
export function splitText(text: string, vocabulary: GrownVocabulary, merges: number): (string | null)[][] {
  const { text: normal } = normalise(text, defaultRules);
  const borders = preTokenise(normal);
  const split = splitter(vocabulary, merges);
  const words: (string | null)[][] = [];
  for (let b = 0; b < borders.length; b += 2) words.push(split(normal.slice(borders[b], borders[b + 1])));
  return words;
}

function splitter(
  { kind, alphabet, steps, maxCharacters }: GrownVocabulary,
  merges: number,
): (word: string) => (string | null)[] {
  const made = steps.slice(0, merges);
  const pieces = [...new Set([...alphabet, ...made.map(({ merged }) => merged)])];
  if (kind === 'bpe') {
    const known = new Set(pieces);
    const ranks = mergeRanks(made.map(({ left, right }) => [left, right]));
    return (word) => applyMerges(word, ranks).map((piece) => (known.has(piece) ? piece : null));
  }
  const model = new WordPieceModel(new Map(pieces.map((piece, id) => [piece, id])), -1, maxCharacters);
  return (word) => model.encode(word).ids.map((id) => pieces[id] ?? null);
}

/** The number of merges at which the split of the text next changes after `merges`; null if it does not change any more. */
export function nextChange(text: string, vocabulary: GrownVocabulary, merges: number): number | null {
  const now = JSON.stringify(splitText(text, vocabulary, merges));
  const { text: normal } = normalise(text, defaultRules);
  for (let n = merges; n < vocabulary.steps.length; n++) {
    // Only a piece that occurs in the text can change its split.
    const letters = vocabulary.steps[n]!.merged.replace(/^##/, '').replace(/<\/w>$/, '');
    if (normal.includes(letters) && JSON.stringify(splitText(text, vocabulary, n + 1)) !== now) return n + 1;
  }
  return null;
}
