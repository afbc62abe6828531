/** The lexicon of compromise: tags of about 24,000 words, among them people, places and organisations. */

import nlp from 'compromise/two';
import { peoples } from './name-words.ts';

/** Tags of names. */
export const nameTags: ReadonlySet<string> = new Set(
  'Person FirstName MaleName FemaleName LastName Place City Country Region Organization SportsTeam ProperNoun Demonym'.split(
    ' ',
  ),
);
const lexicon = (nlp.model() as { one: { lexicon: Record<string, string | string[]> } }).one.lexicon;

/** Tags of a word in the lexicon of compromise. */
export function lexiconTags(lower: string): readonly string[] {
  if (!Object.hasOwn(lexicon, lower)) return [];
  const tags = lexicon[lower]!;
  return Array.isArray(tags) ? tags : [tags];
}

/** A people or a language. */
export function isDemonym(lower: string): boolean {
  return peoples.has(lower) || lexiconTags(lower).includes('Demonym');
}

export function isFirstName(lower: string): boolean {
  return lexiconTags(lower).some((tag) => tag === 'FirstName' || tag === 'MaleName' || tag === 'FemaleName');
}
