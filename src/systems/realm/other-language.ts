/** Candidates in another language than a sentence's own (`realm.otherLanguage`): where each language states a fact once, only they can answer. */
import type { PreparedCorpus } from '../../run/prepare.ts';
import { type Barred, identityOfSource, noSource } from '../../run/retrieval.ts';
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

/**
 * How many neighbours a search requests for what would be `k` of any language. All documents of a query's own language may be nearer to it than the
 * first one in another, so as many more are requested as a language has blocks.
 */
export function neighboursAcross(k: number, { otherLanguage }: RealmConfig['realm'], prepared: PreparedCorpus): number {
  if (!otherLanguage) return k;
  const counts = new Map<string, number>();
  prepared.blocks.forEach((_, block) => {
    const language = languageOfBlock(block, prepared);
    counts.set(language, (counts.get(language) ?? 0) + 1);
  });
  return Math.min(prepared.blocks.length, k + Math.max(...counts.values()));
}

/**
 * The neighbours that may be candidates: with `realm.otherLanguage` those in another language than the block `source`; −1 is at an end. A typed sentence
 * belongs to no block and is in no known language, so all may be its candidates.
 */
export function neighboursAllowed(
  neighbours: Int32Array,
  source: number,
  { otherLanguage }: RealmConfig['realm'],
  prepared: PreparedCorpus,
): Int32Array {
  if (!otherLanguage || source === noSource) return neighbours;
  const own = languageOfBlock(source, prepared);
  return neighbours.filter((block) => block >= 0 && languageOfBlock(block, prepared) !== own);
}

/** What a search by words leaves out for a sentence of the block `source`, so that it keeps to the rules of the retriever. */
export function barredFor(
  source: number,
  { allowTrivial, otherLanguage }: RealmConfig['realm'],
  prepared: PreparedCorpus,
): Barred {
  const { blocks } = prepared;
  const barred = allowTrivial ? null : identityOfSource(blocks, source);
  if (!otherLanguage || source === noSource) return barred;
  const own = languageOfBlock(source, prepared);
  const inOwn = blocks.filter((_, block) => languageOfBlock(block, prepared) === own);
  return new Set(inOwn.map(({ identity }) => identity));
}

function languageOfBlock(block: number, { corpus, blocks }: PreparedCorpus): string {
  return languageOf(corpus.documents[blocks[block]!.document]!, corpus.manifest);
}
