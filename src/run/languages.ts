/** Corpora whose documents are in several languages: names are looked for in each by itself, and a question may be searched in one of them. */
import { type Corpus, type Document, languageOf } from '../text/corpus/corpus.ts';
import type { NameEvidence } from '../text/salient/name-evidence.ts';
import { collectEvidence } from '../text/salient/spans.ts';
import type { Block } from './prepare.ts';

/** What the documents of each language show about its names, in the order of the languages' first occurrence. */
export function evidenceByLanguage({ documents, manifest }: Corpus): Map<string, NameEvidence> {
  const groups = new Map<string, Document[]>();
  for (const document of documents) {
    const language = languageOf(document, manifest);
    const group = groups.get(language);
    if (group) group.push(document);
    else groups.set(language, [document]);
  }
  return new Map(
    Array.from(groups, ([language, group]) => [
      language,
      collectEvidence(
        group.map(({ text }) => text),
        language,
        group.map(({ title }) => title),
      ),
    ]),
  );
}

/** The identities of all blocks in other languages than a given one. */
export function blocksInOthers(
  { documents, manifest }: Corpus,
  blocks: readonly Block[],
): (language: string) => Set<string> {
  const known = new Map<string, Set<string>>();
  return (language) => {
    let others = known.get(language);
    if (!others) {
      const elsewhere = blocks.filter(({ document }) => languageOf(documents[document]!, manifest) !== language);
      others = new Set(elsewhere.map(({ identity }) => identity));
      known.set(language, others);
    }
    return others;
  };
}
