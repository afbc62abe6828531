/** Cuts long text into passages for retrieval: whole sentences, about a hundred words. */
import { packBlocks } from './blocks.ts';
import { splitSentences } from './sentences.ts';
import { lengthInWords } from './word-count.ts';

/** As in DPR, and as in the blocks of ORQA. */
export const passageWords = 100;

/**
 * Packs the sentences of a text greedily into passages of at most `maxWords` words; a longer sentence is a passage of its own.
 * No passage is longer than `longestSentence` (sentence-limit.ts), whatever the text.
 * An empty line ends a sentence; between two paragraphs of one passage it stays in the text.
 */
export function passagesOf(text: string, language: string, maxWords = passageWords): string[] {
  const sentences = splitSentences(text, language);
  const lengths = sentences.map(({ start, end }) => lengthInWords(text.slice(start, end)));
  return packBlocks(lengths, maxWords).map(([first, end]) =>
    text.slice(sentences[first]!.start, sentences[end - 1]!.end),
  );
}
