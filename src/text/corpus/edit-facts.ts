/** The generated biographies with other facts: another value of the same kind, in both documents that state it and in the answer. */
import { Prng } from '../../util/prng.ts';
import { attributes } from './bios-words.ts';
import type { Corpus, Document } from './corpus.ts';

/** The corpus whose facts can be changed. */
export const editableCorpus = 'bios';

/**
 * The biographies with every fact changed. Documents keep their ids, titles, order and number of words, so that models of the given corpus read the
 * new one. Only values that the given corpus has are used: its tokenizer knows no others.
 */
export function editFacts(corpus: Corpus, seed: number): Corpus {
  const used = new Set(corpus.questions.flatMap(({ answers }) => answers));
  const others = new Map(
    attributes.flatMap(({ values }) =>
      values.map((value) => [value, values.filter((other) => other !== value && used.has(other))] as const),
    ),
  );
  const prng = Prng.fork(seed, 'edited facts');
  const documents = new Map(corpus.documents.map((document) => [document.id, document]));
  const questions = corpus.questions.map((question) => {
    const [old] = question.answers as [string];
    const choices = others.get(old)!;
    // of a tiny corpus: nobody else has another value of this kind
    if (choices.length === 0) return question;
    const value = prng.pick(choices);
    for (const id of question.documents!) documents.set(id, withValue(documents.get(id)!, old, value));
    return { ...question, answers: [value] };
  });
  return { ...corpus, documents: [...documents.values()], questions };
}

/** A document in which a span has another value; the spans after it move. */
function withValue(document: Document, old: string, value: string): Document {
  const { text, spans = [] } = document;
  const at = spans.findIndex(({ start, end }) => text.slice(start, end) === old);
  const { start, end } = spans[at]!;
  const longer = value.length - old.length;
  return {
    ...document,
    text: text.slice(0, start) + value + text.slice(end),
    spans: spans.map((span, i) => ({
      ...span,
      start: span.start + (i > at ? longer : 0),
      end: span.end + (i >= at ? longer : 0),
    })),
  };
}
