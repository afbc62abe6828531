/** Cuts long text into passages for retrieval: whole sentences, about a hundred words. */
import { packBlocks, splitSentences } from './sentences.ts';

/** As in DPR, and as in the blocks of ORQA. */
export const passageWords = 100;

// In scripts without spaces each character counts as a word.
const word = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu;

/** Words of a text. */
export function countWords(text: string): number {
  return text.match(word)?.length ?? 0;
}

/**
 * Packs the sentences of a text greedily into passages of at most `maxWords` words; a longer sentence is a passage of its own.
 * An empty line ends a sentence; between two paragraphs of one passage it stays in the text.
 */
export function passagesOf(text: string, language: string, maxWords = passageWords): string[] {
  const sentences = splitSentences(text, language);
  const lengths = sentences.map(({ start, end }) => countWords(text.slice(start, end)));
  return packBlocks(lengths, maxWords).map(([first, end]) =>
    text.slice(sentences[first]!.start, sentences[end - 1]!.end),
  );
}
