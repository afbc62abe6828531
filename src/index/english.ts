/** The words of English text for BM25, as Lucene's EnglishAnalyzer makes them, which is what Anserini and BEIR search with. */
import { stemmer } from 'stemmer';

/** Lucene's `ENGLISH_STOP_WORDS_SET`. */
const stopWords = new Set(
  'a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with'.split(
    ' ',
  ),
);

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * Stems in the order of the text: Unicode's words (UAX #29) without a possessive 's, in lower case and without stop words, stemmed by Porter's algorithm
 * (1980) with the departures of his own program, which Lucene has too: words of two letters stay, and -bli and -logi are suffixes.
 */
export function englishWords(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (!isWordLike) continue;
    const word = segment.replace(/['’＇]s$/i, '').toLowerCase();
    if (!stopWords.has(word)) words.push(stemmer(word));
  }
  return words;
}
