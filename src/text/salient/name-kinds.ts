/** Guesses the kind of a name from its words and the words around it. */

import type { SpanKind } from '../tokenizer/tokens.ts';
import { isDemonym, isFirstName, lexiconTags } from './lexicon.ts';
import type { NameEvidence } from './name-evidence.ts';
import {
  jobTitles,
  organisationHeads,
  otherHeads,
  particles,
  personCues,
  placeHeads,
  regions,
  royalTitles,
} from './name-words.ts';
import type { Word } from './words.ts';

const placePrepositions = new Set([
  'in',
  'near',
  'from',
  'at',
  'to',
  'into',
  'across',
  'around',
  'outside',
  'inside',
  'through',
  'over',
  'off',
  'toward',
  'towards',
]);

/** The kind of the name made of words `first … end`. */
export function kindOfName(words: readonly Word[], first: number, end: number, evidence: NameEvidence): SpanKind {
  const name = words.slice(first, end);
  const capitals = name.filter((word) => word.capital);
  const several = capitals.length > 1;
  const opening = capitals[0]!;
  const closing = capitals.at(-1)!;
  const head = name[name.findIndex(({ lower }) => lower === 'of') - 1] ?? closing;
  const before = words[first - 1];
  const after = words[end];
  const closes = (pattern: RegExp) => lexiconTags(closing.lower).some((tag) => pattern.test(tag));

  if (royalTitles.has(opening.lower) && several) return placeHeads.has(closing.lower) ? 'place' : 'person';
  if (otherHeads.has(head.lower) && !regions.has(head.lower)) return 'other';
  if (several && organisationHeads.has(head.lower)) return 'organisation';
  if (placeHeads.has(head.lower) || (several && placeHeads.has(opening.lower)) || regions.has(closing.lower)) {
    return 'place';
  }
  if (head !== closing && !royalTitles.has(head.lower) && !isFirstName(head.lower)) return 'other';
  if (!several && isDemonym(opening.lower)) return 'other';
  if (before && jobTitles.has(before.lower)) return 'person';
  if (several && isFirstName(opening.lower)) return 'person';
  if (capitals.some((word) => /^\p{Lu}\.$/u.test(word.text))) return 'person';
  if (closes(/^(?:City|Country|Region|Place)$/)) return 'place';
  if (evidence.isSurname(closing.lower)) return 'person';
  if (evidence.isPlace(name)) return 'place';
  if (isFirstName(opening.lower) || closes(/^(?:LastName|Person)$/)) return 'person';
  if (closes(/^(?:Organization|SportsTeam)$/) || /^\p{Lu}{3,}$/u.test(opening.text)) return 'organisation';
  if (/\d/.test(name.at(-1)!.text)) return 'other';
  if (before && placePrepositions.has(before.lower)) return 'place';
  if ((after && personCues.has(after.lower)) || (before && isRole(before.lower))) return 'person';
  if (after?.lower === 'was' && words[end + 1]?.lower === 'born') return 'person';
  if (name.some(({ capital, lower }) => !capital && particles.has(lower))) return 'person';
  if (before?.lower === 'by' || name.at(-1)!.possessive) return 'person';
  return capitals.length === 2 && capitals.every(({ lower }) => lexiconTags(lower).length === 0) ? 'person' : 'other';
}

/** "the engraver …", "the novelist …", "her nephew …". */
function isRole(lower: string): boolean {
  return personCues.has(lower) || (/(?:er|or|ist|ian|man|ess)$/.test(lower) && lower.length > 4);
}
