/** Simplified characters for traditional ones, so that one finder reads both scripts. The table is OpenCC's. */
import pairs from 'opencc-js/dict/TSCharacters';

/** Characters that are common in simplified text as well, with another meaning: 乾隆, not 干隆. */
const kept = new Set('乾徵夥摺');

const simplifiedOf: ReadonlyMap<string, string> = new Map(
  pairs
    .split('|')
    .map((pair) => pair.split(' ') as [string, string])
    // A text keeps its length, so that positions are those of the source.
    .filter(([traditional, simple]) => traditional.length === 1 && simple.length === 1 && !kept.has(traditional)),
);

/** The text with every traditional character replaced by its simplified one; positions stay the same. */
export function simplified(text: string): string {
  return text.replace(/\p{sc=Han}/gu, (character) => simplifiedOf.get(character) ?? character);
}
