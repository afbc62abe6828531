/**
 * Names in English sentences: runs of capitalised words. The lexicon of compromise, with people, places, organisations and tags of common words,
 * decides whether a capitalised word at the start of a sentence is a name.
 */

import type { Range, SalientSpan } from '../tokenizer/tokens.ts';
import { isDemonym, isFirstName, lexiconTags, nameTags } from './lexicon.ts';
import type { NameEvidence } from './name-evidence.ts';
import { kindOfName } from './name-kinds.ts';
import {
  ambiguousNames,
  epithets,
  headsBeforeOf,
  jobTitles,
  nameOpeners,
  organisationHeads,
  royalTitles,
} from './name-words.ts';
import { type Candidates, endOfRun, isAcronym, isCommon, isHead, mayBegin } from './runs.ts';
import type { Word } from './words.ts';

/** Words `first … end` of a sentence. */
type Run = [first: number, end: number];

/** Names of a sentence that is given as words, sorted. Words inside `taken` (dates) are skipped. */
export function findNames(words: readonly Word[], taken: readonly Range[], evidence: NameEvidence): SalientSpan[] {
  const free = words.map((word) => !taken.some((span) => span.start < word.end && span.end > word.start));
  const candidates: Candidates = { words, free, evidence };
  const spans: SalientSpan[] = [];
  for (let i = 0; i < words.length; i++) {
    if (!mayBegin(candidates, i)) continue;
    const end = endOfRun(candidates, i);
    for (const [first, after] of refine(words, i, end, evidence)) {
      spans.push({
        start: words[first]!.start,
        end: words[after - 1]!.end,
        kind: kindOfName(words, first, after, evidence),
      });
    }
    i = end - 1;
  }
  return spans;
}

/** The names in a run: without titles and without words that only open the sentence; separated if two names are side by side. */
function refine(words: readonly Word[], first: number, end: number, evidence: NameEvidence): Run[] {
  if (words[first]!.opening) first = skipOpening(words, first, end, evidence);
  while (first < end && jobTitles.has(words[first]!.lower)) first++;
  first = skipSmall(words, first, end);
  if (first >= end) return [];
  const word = words[first]!;
  if (end - first === 1) return isBareTitle(word) ? [] : [[first, end]];
  // "the French King Louis", "the Italian Leonardo".
  const next = words[first + 1]!;
  if (isDemonym(word.lower)) {
    const title = royalTitles.has(next.lower) || jobTitles.has(next.lower);
    if (title || isFirstName(next.lower)) return [[first, first + 1], ...refine(words, first + 1, end, evidence)];
  }
  // "At the Hydaspes Alexander the Great": the epithet belongs only to the second name.
  const bearer = end - 3;
  if (bearer > first && words[end - 2]!.lower === 'the' && epithets.has(words[end - 1]!.lower)) {
    const before = words[bearer - 1]!;
    if (before.capital && !royalTitles.has(before.lower) && !isFirstName(before.lower)) {
      return [
        [first, bearer],
        [bearer, end],
      ];
    }
  }
  return [[first, end]];
}

/** "the King", "the University": refers to something mentioned before. */
function isBareTitle({ lower }: Word): boolean {
  if (royalTitles.has(lower) || organisationHeads.has(lower)) return true;
  return headsBeforeOf.has(lower) && !lexiconTags(lower).some((tag) => nameTags.has(tag));
}

/** Where the name begins in a run at the start of a sentence; `end` if there is none. */
function skipOpening(words: readonly Word[], first: number, end: number, evidence: NameEvidence): number {
  const word = words[first]!;
  if (isAcronym(word)) return first;
  if (evidence.opens(word.lower)) return first + 1;
  if (end - first === 1) return isName(word, words[first + 1], evidence) ? first : end;
  if (evidence.knows(words.slice(first, end))) return first;
  if (isName(word, undefined, evidence) || nameOpeners.has(word.lower) || /^\p{Lu}\.$/u.test(word.text)) return first;
  if (words[first + 1]!.lower === 'of') {
    return headsBeforeOf.has(word.lower) ? first : skipSmall(words, first + 1, end);
  }
  if (!isCommon(word.lower, evidence)) return first;
  // In "Nuclear Energy Agency" common words are capitalised, as only in a name; in "Modern Warsaw" they are not.
  const rest = words.slice(first + 1, end).filter(({ capital }) => capital);
  const title = rest.every(({ lower }) => isHead(lower) || (isCommon(lower, evidence) && !ambiguousNames.has(lower)));
  return title ? first : first + 1;
}

function skipSmall(words: readonly Word[], first: number, end: number): number {
  while (first < end && !words[first]!.capital) first++;
  return first;
}

/** Whether a word that opens a sentence is a name. */
function isName(word: Word, next: Word | undefined, evidence: NameEvidence): boolean {
  const capitals = evidence.capitalised(word.lower);
  const smalls = evidence.small(word.lower);
  if (capitals > smalls) return true;
  if (smalls > 0) return false;
  if (/\p{Ll}\p{Lu}|\d/u.test(word.text) || isDemonym(word.lower)) return true;
  const tags = lexiconTags(word.lower);
  if (tags.some((tag) => nameTags.has(tag))) return !ambiguousNames.has(word.lower) || word.possessive;
  if (tags.length > 0) return false;
  // An unknown word in the possessive, or before a verb such as "wrote", whose subject is a person.
  return word.possessive || (next !== undefined && doneByPeople.test(next.lower));
}

const doneByPeople = /^(?:wrote|married|studied|taught|painted|composed|himself|herself|who|whose)$/;
