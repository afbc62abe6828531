/** A query that is itself a document of the collection, as in ArguAna (BEIR): it must not find itself, and trec_eval's users leave it out, too. */
import type { Document, Question } from '../text/corpus/corpus.ts';

const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

/**
 * For each question with judged documents the index of the document that it is itself, if there is one that is not judged relevant: it has the same
 * text (with or without its title); or the same id, and one text contains the other. The id alone says nothing, because documents and questions are
 * often numbered from 1.
 */
export function ownDocuments(questions: readonly Question[], documents: readonly Document[]): Map<number, number> {
  const judged = questions.flatMap(({ id, question, documents: relevant }, index) =>
    relevant ? [{ id, text: plain(question), relevant, index }] : [],
  );
  const byText = grouped(judged, ({ text }) => text);
  const byId = grouped(judged, ({ id }) => id);
  const own = new Map<number, number>();
  if (judged.length === 0) return own;
  documents.forEach(({ id, title, text }, document) => {
    const body = plain(text);
    const heading = plain(title);
    const sameId = (byId.get(id) ?? []).filter(
      (q) => q.text === heading || body.includes(q.text) || q.text.includes(body),
    );
    const sameText = [body, `${heading} ${body}`].flatMap((key) => byText.get(key) ?? []);
    for (const { relevant, index } of [...sameId, ...sameText]) if (!relevant.includes(id)) own.set(index, document);
  });
  return own;
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
