import { expect, it } from 'vitest';
import { generateBios } from './bios.ts';
import { attributes } from './bios-words.ts';
import { editFacts } from './edit-facts.ts';

const corpus = generateBios({ people: 60, attributes: 6, seed: 3 });
const edited = editFacts(corpus, 3);
const kindOf = new Map(attributes.flatMap(({ id, values }) => values.map((value) => [value, id] as const)));
const valuesIn = ({ text, spans = [] }: (typeof corpus.documents)[0]) =>
  spans.map(({ start, end }) => text.slice(start, end));

it('gives every fact another value of its kind, in both of its documents and in the answer', () => {
  const documents = new Map(edited.documents.map((document) => [document.id, document]));
  edited.questions.forEach(({ answers, documents: ids, question }, i) => {
    const before = corpus.questions[i]!;
    expect(question).toBe(before.question);
    expect(answers[0]).not.toBe(before.answers[0]);
    expect(kindOf.get(answers[0]!)).toBe(kindOf.get(before.answers[0]!));
    expect(ids).toHaveLength(2);
    for (const id of ids!) expect(valuesIn(documents.get(id)!)).toContain(answers[0]);
  });
});

it('leaves everything else as it is', () => {
  expect(edited.documents.map(({ id }) => id)).toEqual(corpus.documents.map(({ id }) => id));
  edited.documents.forEach((document, i) => {
    const before = corpus.documents[i]!;
    const blank = (one: typeof document) => valuesIn(one).reduce((text, value) => text.replace(value, '_'), one.text);
    expect(blank(document)).toBe(blank(before));
    expect(document.spans!.map(({ kind }) => kind)).toEqual(before.spans!.map(({ kind }) => kind));
    expect(document.text.split(' ')).toHaveLength(before.text.split(' ').length);
  });
});

it('uses no word that the corpus does not have, and the same ones for the same seed', () => {
  const words = new Set(corpus.documents.flatMap(({ text }) => text.split(/\W+/)));
  for (const { text } of edited.documents) for (const word of text.split(/\W+/)) expect(words).toContain(word);
  expect(editFacts(corpus, 3)).toEqual(edited);
  expect(editFacts(corpus, 4)).not.toEqual(edited);
});
