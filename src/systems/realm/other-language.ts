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

/**
 * How many neighbours a search requests for what would be `k` of any language. All documents of a query's own language may be nearer to it than the
 * first one in another, so as many more are requested as a language has blocks.
 */
export function neighboursAcross(k: number, { otherLanguage }: RealmConfig['realm'], prepared: PreparedCorpus): number {
  if (!otherLanguage) return k;
  const counts = new Map<string, number>();
  for (const { document } of prepared.blocks) {
    const language = languageOf(prepared.corpus.documents[document]!, prepared.corpus.manifest);
    counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return Math.min(prepared.blocks.length, k + Math.max(...counts.values()));
}

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
