/** Candidates in another language than a sentence's own (`realm.otherLanguage`): where each language states a fact once, only they can answer. */
import type { PreparedCorpus } from '../../run/prepare.ts';
import { languageOf } from '../../text/corpus/corpus.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import type { RealmConfig } from './settings.ts';

/** Throws `bad-option` if the documents of the corpus are all in one language. */
export function checkLanguages({ otherLanguage }: RealmConfig['realm'], { languages, corpus }: PreparedCorpus): void {
  if (!otherLanguage || languages.length > 1) return;
  throw new RetrogradError(
    'bad-option',
    sentence`realm.otherLanguage needs documents in several languages, and all of ${corpus.manifest.title} are in one: set it to false.`,
  );
}

/** Of the documents nearest to a query those in its own language come first, so many more are requested where they are left out. */
const moreNeighbours = 16;

/** How many neighbours a search requests for what would be `k` of any language. */
export const neighboursAcross = (
  k: number,
  { otherLanguage }: RealmConfig['realm'],
  { blocks }: PreparedCorpus,
): number => (otherLanguage ? Math.min(blocks.length, k * moreNeighbours) : k);

/** The neighbours that may be candidates: with `realm.otherLanguage` those in another language than the block `source`; −1 is at an end. */
export function neighboursAllowed(
  neighbours: Int32Array,
  source: number,
  { otherLanguage }: RealmConfig['realm'],
  { corpus, blocks }: PreparedCorpus,
): Int32Array {
  if (!otherLanguage) return neighbours;
  const languageOfBlock = (block: number) => languageOf(corpus.documents[blocks[block]!.document]!, corpus.manifest);
  const own = languageOfBlock(source);
  return neighbours.filter((block) => block >= 0 && languageOfBlock(block) !== own);
}
