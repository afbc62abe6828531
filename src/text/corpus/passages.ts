/** Long text cut into passages, as retrieval wants them: whole sentences, about a hundred words. */
import { packBlocks, splitSentences } from './sentences.ts';

/** As in DPR and in ORQA's blocks. */
export const passageWords = 100;

// Characters of scripts that are written without spaces count as a word each.
const word = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu;

/**
 * Packs the sentences of a text greedily into passages of at most `maxWords` words; a longer sentence is a passage of its own.
 * An empty line ends a sentence, and stays in the text between paragraphs of one passage.
 */
export function passagesOf(text: string, language: string, maxWords = passageWords): string[] {
  const sentences = splitSentences(text, language);
  const lengths = sentences.map(({ start, end }) => text.slice(start, end).match(word)?.length ?? 0);
  return packBlocks(lengths, maxWords).map(([first, end]) =>
    text.slice(sentences[first]!.start, sentences[end - 1]!.end),
  );
}
