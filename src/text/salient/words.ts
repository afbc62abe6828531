/** Divides an English sentence into words, for the finder of names. */

import type { Range } from '../tokenizer/tokens.ts';

/** A word of a sentence; a possessive 's is cut off. */
export interface Word extends Range {
  text: string;
  lower: string;
  capital: boolean;
  /** Whether a capital letter is not informative here: at the start of the sentence or of a quotation, or after a colon. */
  opening: boolean;
  possessive: boolean;
  /** Whether it follows the whole word before it after a single space. */
  adjacent: boolean;
}

const wordPattern =
  /(?:\p{Lu}\.){2,}|\p{Lu}\.(?=\s\p{Lu})|(?:St|Mt|Ft|Dr|Mr|Mrs|Ms|Prof|Rev|Jr|Sr|Gen|Col|Capt|Lt)\.(?=\s)|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[-'’&][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

/** Also "al-Khwarizmi" and "d'Artagnan". */
const capitalised = /^(?:(?:a[ldnrst]|el|[dl])[-'’])?\p{Lu}/u;

export function readWords(text: string, { start, end }: Range): Word[] {
  const words: Word[] = [];
  const sentence = text.slice(start, end);
  let last = 0;
  let cut = false;
  for (const match of sentence.matchAll(wordPattern)) {
    const gap = sentence.slice(last, match.index);
    last = match.index + match[0].length;
    let word = match[0];
    const suffix = /['’]s$/.exec(word)?.[0] ?? '';
    word = word.slice(0, word.length - suffix.length);
    // "Paris-based": the name is the part before the hyphen.
    const compound = /^(\p{Lu}[\p{L}\p{M}]*)-\p{Ll}{3,}$/u.exec(word);
    if (compound) word = compound[1]!;
    words.push({
      start: start + match.index,
      end: start + match.index + word.length,
      text: word,
      lower: word.toLowerCase().replace(/\.$/, ''),
      capital: capitalised.test(word),
      opening: words.length === 0 || /["“‘(:]\s*$/.test(gap),
      possessive: suffix !== '' || (word.endsWith('s') && /^['’](?=\s)/.test(sentence.slice(last))),
      adjacent: /^\s$/.test(gap) && !cut,
    });
    cut = compound !== null;
  }
  return words;
}
