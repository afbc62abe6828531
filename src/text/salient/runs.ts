/** Runs of words that may be one name: capitalised words side by side, with the small words that occur inside names. */

import { isDemonym, isFirstName, lexiconTags, nameTags } from './lexicon.ts';
import type { NameEvidence } from './name-evidence.ts';
import {
  commonAcronyms,
  epithets,
  functionWords,
  headsBeforeOf,
  headsOfOneSide,
  jobTitles,
  nameOpeners,
  organisationHeads,
  otherHeads,
  particles,
  placeHeads,
  royalTitles,
  titleConnectors,
  unjoined,
} from './name-words.ts';
import type { Word } from './words.ts';

/** Words of a sentence, and which of them may be part of a name. */
export interface Candidates {
  words: readonly Word[];
  free: readonly boolean[];
  evidence: NameEvidence;
}

const articles = new Set(['the', 'a', 'an', 'this', 'that', 'i', 'he', 'she', 'it', 'we', 'they', 'you']);

/** All capitals or initials, and no common noun: NASA, U.S. */
export function isAcronym(word: Word): boolean {
  return /^\p{Lu}[\p{Lu}\p{N}.]+$/u.test(word.text) && !commonAcronyms.has(word.lower);
}

/** Whether the word may be the first of a run. */
export function mayBegin(candidates: Candidates, i: number): boolean {
  const word = candidates.words[i]!;
  if (!candidates.free[i] || !word.capital || word.text.length === 1 || commonAcronyms.has(word.lower)) return false;
  if (word.opening || isAcronym(word) || !functionWords.has(word.lower)) return true;
  // A small word that is capitalised inside a sentence begins a title: Near East, To Kill a Mockingbird.
  return !articles.has(word.lower) && isCapital(candidates, i + 1);
}

/** The end of the run that begins at `first`. */
export function endOfRun(candidates: Candidates, first: number): number {
  let last = first;
  for (;;) {
    const next = nextInRun(candidates, first, last);
    if (next === null) return last + 1;
    last = next;
  }
}

function nextInRun(candidates: Candidates, first: number, last: number): number | null {
  const { words } = candidates;
  const word = words[last]!;
  const next = words[last + 1];
  if (!next?.adjacent) return null;
  const nameAt = (at: number) => isCapital(candidates, at) && !functionWords.has(words[at]!.lower);

  // "Halley's Comet", "Hudson's Bay"; not "Newton's Principia".
  if (word.possessive) return isCapital(candidates, last + 1) && isHead(next.lower) ? last + 1 : null;
  if (isCapital(candidates, last + 1)) return !articles.has(next.lower) || /^[IVX]+$/.test(next.text) ? last + 1 : null;

  const second = words[last + 2]?.adjacent ? words[last + 2]! : undefined;
  if (particles.has(next.lower)) {
    if (nameAt(last + 2)) return last + 2;
    if (second && particles.has(second.lower) && nameAt(last + 3)) return last + 3;
  }
  if (next.lower === 'of') {
    const at = second?.lower === 'the' ? last + 3 : last + 2;
    const modified = last > first && words[last - 1]!.capital && !functionWords.has(words[last - 1]!.lower);
    const head = headsBeforeOf.has(word.lower) && !(modified && headsOfOneSide.has(word.lower));
    if (nameAt(at) && (head || isOfItsPlace(words, first, last))) return at;
  }
  if (next.lower === 'the' && nameAt(last + 2) && epithets.has(second!.lower)) return last + 2;
  if (titleConnectors.has(next.lower)) {
    if (isTitleWord(candidates, last, next.lower === 'of') && isTitleWord(candidates, last + 2)) return last + 2;
    const third = second && titleConnectors.has(second.lower) && isTitleWord(candidates, last + 3);
    if (third && isTitleWord(candidates, last)) return last + 3;
  }
  if (/^\d{1,3}$/.test(next.text) && !countsSomething(words[last + 2])) return last + 1;
  return null;
}

function isCapital({ words, free }: Candidates, at: number): boolean {
  const word = words[at];
  return word !== undefined && free[at]! && word.adjacent && word.capital && !commonAcronyms.has(word.lower);
}

/**
 * A common word that is capitalised inside a sentence, as only in a title. With `rare` an unknown word is enough, such as Frieze in "Frieze of
 * Life".
 */
function isTitleWord(candidates: Candidates, at: number, rare = false): boolean {
  const word = candidates.words[at];
  if (!word || word.opening || word.possessive || !isCapital(candidates, at)) return false;
  if (unjoined.has(word.lower) || jobTitles.has(word.lower) || royalTitles.has(word.lower)) return false;
  if (nameOpeners.has(word.lower) || isHead(word.lower)) return false;
  if (isCommon(word.lower, candidates.evidence)) return true;
  return (
    rare && lexiconTags(word.lower).length === 0 && !candidates.evidence.isSurname(word.lower) && !isDemonym(word.lower)
  );
}

/** "Joan of Arc": a first name alone, and a place that is no country ("Tabei of Japan" are two names). */
function isOfItsPlace(words: readonly Word[], first: number, last: number): boolean {
  const place = words[last + 2];
  if (first !== last || !isFirstName(words[first]!.lower) || !place?.capital || place.possessive) return false;
  return !lexiconTags(place.lower).includes('Country') && !words[last + 3]?.capital;
}

/** Whether the number counts the word after it: "In Paris 20 people". */
function countsSomething(word: Word | undefined): boolean {
  if (!word?.adjacent || word.capital || functionWords.has(word.lower)) return false;
  return !lexiconTags(word.lower).some((tag) => /Tense|Copula|Modal|Infinitive|Participle/.test(tag));
}

/** Whether a common noun can be the last word of a name of several words: Sea, Prize, University. */
export function isHead(lower: string): boolean {
  return placeHeads.has(lower) || organisationHeads.has(lower) || otherHeads.has(lower) || headsBeforeOf.has(lower);
}

/** Whether a word is known as something other than a name. */
export function isCommon(lower: string, evidence: NameEvidence): boolean {
  if (evidence.small(lower) > evidence.capitalised(lower)) return true;
  const tags = lexiconTags(lower);
  if (tags.length > 0) return !tags.some((tag) => nameTags.has(tag));
  return /(?:ing|ly|ists|ers|ors|ians|tion|ment|ness)$/.test(lower);
}
