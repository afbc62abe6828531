/** The examples of the skip-gram model: words and their neighbours. */
import { type Corpus, languageOf } from './corpus/corpus.ts';
import { splitSentences } from './corpus/sentences.ts';
import type { Tokenizer } from './tokenizer/tokens.ts';

/** Pair i is the word `words[i]` and its neighbour `neighbours[i]`, both ids. */
export interface NeighbourPairs {
  words: Int32Array;
  neighbours: Int32Array;
}

/** Whether a piece is a word or a number: neither punctuation nor a special token. */
export const isWord = (piece: string): boolean => /[\p{L}\p{N}]/u.test(piece) && !/^\[[A-Z]+\]$/.test(piece);

/** The words of every sentence of a corpus as ids, without punctuation and unknown words. */
export function* sentenceWords({ documents, manifest }: Corpus, tokenizer: Tokenizer): Generator<number[]> {
  const kept = Array.from({ length: tokenizer.vocabularySize }, (_, id) => isWord(tokenizer.piece(id)));
  for (const document of documents) {
    for (const { start, end } of splitSentences(document.text, languageOf(document, manifest))) {
      yield tokenizer.encode(document.text.slice(start, end)).ids.filter((id) => kept[id]);
    }
  }
}

/** Every word with each word that stands at most `window` places from it in its sentence. */
export function neighbourPairs(sentences: Iterable<readonly number[]>, window: number): NeighbourPairs {
  const words: number[] = [];
  const neighbours: number[] = [];
  for (const sentence of sentences) {
    sentence.forEach((word, at) => {
      const end = Math.min(sentence.length - 1, at + window);
      for (let other = Math.max(0, at - window); other <= end; other++) {
        if (other === at) continue;
        words.push(word);
        neighbours.push(sentence[other]!);
      }
    });
  }
  return { words: Int32Array.from(words), neighbours: Int32Array.from(neighbours) };
}
