/** Counts the words of a text in any script. */

const unspaced = '\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\\p{sc=Tibetan}';
const single = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}';
// The lengths are bounded because a search for a word of 50 MB overflows the stack.
const word = new RegExp(
  `[${single}]|[${unspaced}]{1,999}|[\\p{L}\\p{N}][[\\p{L}\\p{M}\\p{N}'’\\-]--[${single}${unspaced}]]{0,99}`,
  'gv',
);
const isUnspaced = new RegExp(`^[${unspaced}]`, 'u');
const segmenter = new Intl.Segmenter('th', { granularity: 'word' });

/** In UTF-16 units. More letters, marks and signs than this count as several words, so that a text without spaces or letters has a length, too. */
export const longestWord = 20;

/**
 * The length of a text in words. In Chinese and Japanese every character counts as a word. Thai, Lao, Khmer, Burmese and Tibetan have no spaces
 * between words; there `Intl.Segmenter` decides.
 */
export function lengthInWords(text: string): number {
  let words = 0;
  for (const [found] of text.matchAll(word)) {
    if (isUnspaced.test(found)) for (const { isWordLike } of segmenter.segment(found)) words += isWordLike ? 1 : 0;
    else words++;
  }
  return Math.max(words, Math.ceil(text.length / longestWord));
}
