/** Which documents of a corpus answer its questions. */
import { type Corpus, languageOf } from '../text/corpus/corpus.ts';
import { AnswerFinder } from './answers.ts';
import { type Judgements, relevant } from './ranking.ts';

/**
 * Grades by question: of the documents that a question names, or 1 for every document whose text contains an answer, in the language that it is searched
 * in. A question without either is left out.
 */
export function corpusJudgements({ documents, questions, manifest }: Corpus): Map<string, Judgements<string>> {
  let finder: AnswerFinder | undefined;
  const judgements = new Map<string, Judgements<string>>();
  for (const { id, answers, patterns, documents: named, grades, searchLanguage } of questions) {
    if (named) {
      judgements.set(id, new Map(named.map((document, i) => [document, grades?.[i] ?? 1])));
      continue;
    }
    finder ??= new AnswerFinder(documents.map(({ text }) => text));
    // a ranking has documents of the language that is searched alone (`rankDocuments`)
    const isSearched = (i: number) =>
      searchLanguage === undefined || languageOf(documents[i]!, manifest) === searchLanguage;
    const found = finder.find(answers, patterns).filter(isSearched);
    if (found.length > 0) judgements.set(id, relevant(found.map((i) => documents[i]!.id)));
  }
  return judgements;
}
