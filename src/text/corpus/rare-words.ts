/**
 * Questions in other words: a question that has no rare word in common with the articles that answer it, except of the name of their
 * subject, is not found by the words it shares, as BM25 would find it.
 */
import type { Problem } from './check.ts';
import type { Corpus, Document, Question } from './corpus.ts';
import { slugOf } from './slug.ts';

/** Words of questions and sentences that say nothing about a subject; everything else is a content word. */
const functionWords =
  'a an the this that these those such same some any no not none nor every each all both either neither other another one two own ' +
  'i you he she it we they me him her us them his hers its our their theirs my your who whom whose which what where when why how ' +
  'whoever whatever himself herself itself themselves and or but if than then so as because while although though until since unless whether ' +
  'of in on at by for with from to into onto upon over under above below between among through during before after about against ' +
  'along across around behind beside besides beyond down off out up near within without toward towards per via ' +
  'is are was were be been being am do does did done doing has have had having can could may might must shall should will would ' +
  'there here now ever never only also too very just even still yet again once more most much many few less least often ' +
  'today ago long later already almost';

/**
 * Finds what a question shares with its articles.
 *
 * @param wordsOf the stems of a text
 * @param share a word in fewer than this share of the documents is rare; 0 to 1
 * @returns the rare stems that a question shares with a document that answers it, without those of the subject's name (its id); empty if it keeps
 *   the rule
 */
export function rareWordFinder(
  documents: readonly Document[],
  wordsOf: (text: string) => string[],
  share = 0.02,
): (question: Question) => string[] {
  const common = new Set(functionWords.split(' ').flatMap(wordsOf));
  const stems = new Map(documents.map(({ id, title, text }) => [id, new Set(wordsOf(`${title} ${text}`))]));
  const names = new Map<string, Set<string>>();
  for (const { title, text, subject } of documents) {
    if (!subject) continue;
    const parts = subject.split('-');
    const name = names.get(subject) ?? new Set(wordsOf(parts.join(' ')));
    // as the articles spell them, with accents
    for (const word of `${title} ${text}`.match(/[\p{L}\p{N}]+/gu) ?? [])
      if (parts.includes(slugOf(word))) for (const stem of wordsOf(word)) name.add(stem);
    names.set(subject, name);
  }
  const counts = new Map<string, number>();
  for (const words of stems.values()) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const subjects = new Map(documents.map(({ id, subject }) => [id, subject]));

  return ({ question, documents: answering = [] }) =>
    [...new Set(wordsOf(question))].filter(
      (word) =>
        !common.has(word) &&
        (counts.get(word) ?? 0) < share * documents.length &&
        answering.some((id) => stems.get(id)?.has(word) && !names.get(subjects.get(id) ?? '')?.has(word)),
    );
}

/** Every question that shares rare words with an article that answers it, and which. */
export function checkRareWords(
  { documents, questions }: Corpus,
  wordsOf: (text: string) => string[],
  share?: number,
): Problem[] {
  const shared = rareWordFinder(documents, wordsOf, share);
  return questions.flatMap((question) => {
    const words = shared(question);
    if (words.length === 0) return [];
    return [{ where: `question ${question.id}`, message: `shares with its articles: ${words.join(', ')}.` }];
  });
}
