import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../util/testing/linear.ts';
import { generateBios, generatePeople } from './bios.ts';
import { attributes, firstNames, lastNames, syllables } from './bios-words.ts';
import type { Corpus } from './corpus.ts';

const tokens = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
const sentences = (text: string) => text.match(/[^.]+\./g)!.map((sentence) => sentence.trim());
const bios = generateBios({ people: 200, attributes: 6, seed: 1 });
const byId = (corpus: Corpus) => new Map(corpus.documents.map((document) => [document.id, document]));

describe('bios', () => {
  it('has 200 people × 6 attributes as 1,200 documents of two sentences and 1,200 questions', () => {
    expect(bios.documents).toHaveLength(1200);
    expect(bios.questions).toHaveLength(1200);
    expect(bios.manifest).toMatchObject({ documents: 1200, questions: 1200 });
    expect(new Set(bios.documents.map(({ id }) => id)).size).toBe(1200);
    expect(new Set(bios.documents.map(({ text }) => text)).size).toBe(1200);
    expect(new Set(bios.documents.map(({ subject }) => subject)).size).toBe(200);
    for (const { text } of bios.documents) expect(sentences(text)).toHaveLength(2);
  });

  it('stays at about 260 words, sentences of 9 to 12 tokens and documents of at most 24', () => {
    const words = new Set(bios.documents.flatMap(({ text, title }) => tokens(`${title} ${text}`)));
    expect(words.size).toBeGreaterThan(250);
    expect(words.size).toBeLessThanOrEqual(270);
    for (const { text } of bios.documents) {
      expect(tokens(text).length).toBeLessThanOrEqual(24);
      for (const sentence of sentences(text)) {
        expect(tokens(sentence).length).toBeGreaterThanOrEqual(9);
        expect(tokens(sentence).length).toBeLessThanOrEqual(12);
      }
    }
    const unknown = bios.questions.flatMap(({ question }) => tokens(question)).filter((word) => !words.has(word));
    expect(new Set(unknown)).toEqual(new Set(['?']));
  });

  it('names the person in every sentence and gives nothing away in the title', () => {
    for (const { title, text, subject } of bios.documents) {
      expect(subject).toBe(title.toLowerCase().replace(' ', '-'));
      for (const sentence of sentences(text)) expect(sentence).toContain(title);
    }
  });

  it('states every fact in exactly two documents of its person, in wordings that share little but the name', () => {
    const documents = byId(bios);
    for (const { answers, documents: ids, question } of bios.questions) {
      const holding = ids!.map((id) => documents.get(id)!);
      const subject = holding[0]!.subject;
      const everywhere = bios.documents.filter(
        (d) => d.subject === subject && tokens(d.text).includes(answers[0]!.toLowerCase()),
      );
      expect(everywhere.map(({ id }) => id).sort()).toEqual([...ids!].sort());
      expect(ids).toHaveLength(2);
      expect(tokens(question)).not.toContain(answers[0]!.toLowerCase());
      const [one, other] = holding.map(({ text, title }) => {
        const sentence = sentences(text).find((s) => s.includes(answers[0]!))!;
        expect(tokens(question).join()).not.toBe(tokens(sentence).join());
        const known = [...tokens(title), ...answers.map((a) => a.toLowerCase()), 'the', 'a', 'of', 'in', 'at', '.'];
        return tokens(sentence).filter((word) => !known.includes(word));
      });
      expect(one!.filter((word) => other!.includes(word))).toEqual([]);
    }
  });

  it('never pairs the same two facts of a person twice', () => {
    const pairs = new Set<string>();
    for (const { subject, text, spans } of bios.documents) {
      pairs.add(`${subject} ${spans!.map(({ start, end }) => text.slice(start, end)).sort()}`);
    }
    expect(pairs.size).toBe(1200);
  });

  it('knows where the values stand', () => {
    const values = new Map(attributes.flatMap(({ values, kind }) => values.map((value) => [value, kind] as const)));
    for (const { text, spans } of bios.documents) {
      expect(spans).toHaveLength(2);
      expect(spans![0]!.end).toBeLessThan(spans![1]!.start);
      for (const { start, end, kind } of spans!) expect(values.get(text.slice(start, end))).toBe(kind);
    }
  });

  it('keeps names, values and other words apart', () => {
    const groups = [
      [...firstNames],
      [...lastNames],
      ...attributes.map(({ values }) => [...values]),
      [
        ...new Set(
          attributes.flatMap(({ wordings, question }) =>
            [...wordings, question].flatMap((w) => tokens(w.replace(/\{\w+\}/g, ''))),
          ),
        ),
      ],
      [...syllables],
    ].map((group) => group.map((word) => word.toLowerCase()));
    const all = groups.flat();
    expect(new Set(all).size).toBe(all.length);
  });

  it('makes no surname that is another word', () => {
    const reserved = new Set(
      [...firstNames, ...lastNames, ...attributes.flatMap(({ values }) => values)].map((word) => word.toLowerCase()),
    );
    for (const a of syllables) {
      for (const b of syllables) {
        expect(reserved).not.toContain(a + b);
        for (const c of syllables) if (reserved.has(a + b + c)) throw new Error(a + b + c);
      }
    }
  });

  it('spreads held-out people (every fifth) over first and last names', () => {
    const people = [...new Set(bios.documents.map(({ title }) => title))].filter((_, i) => i % 5 === 0);
    expect(new Set(people.map((name) => name.split(' ')[0])).size).toBeGreaterThan(12);
    expect(new Set(people.map((name) => name.split(' ')[1])).size).toBeGreaterThan(7);
  });

  it('depends on the seed alone', () => {
    const options = { people: 30, attributes: 4, seed: 9 };
    expect(generateBios(options)).toEqual(generateBios(options));
    expect(generateBios(options).documents).not.toEqual(generateBios({ ...options, seed: 10 }).documents);
    expect(generateBios(options).documents).toHaveLength(120);
  });

  it('can state one fact a document', () => {
    const corpus = generateBios({ people: 5, attributes: 3, sentencesPerDocument: 1, seed: 1 });
    expect(corpus.documents).toHaveLength(30);
    const documents = byId(corpus);
    for (const question of corpus.questions) {
      expect(question.documents).toHaveLength(2);
      for (const id of question.documents!) expect(documents.get(id)!.text).toContain(question.answers[0]);
    }
  });

  it('makes 100,000 documents, every name once, in time proportional to their number', () => {
    const names = new Set<string>();
    let documents = 0;
    let people = 0;
    for (const person of generatePeople({ people: 16_667, attributes: 6, seed: 3 })) {
      names.add(person.documents[0]!.title);
      documents += person.documents.length;
      people++;
    }
    expect(documents).toBe(100_002);
    expect(names.size).toBe(people);
    expectLinear((people) => void [...generatePeople({ people, attributes: 6, seed: 3 })], 1000);
  });

  it.each([
    [{ people: 0, attributes: 6, seed: 1 }, /bios\.people is 0/],
    [{ people: 10, attributes: 7, seed: 1 }, /bios\.attributes is 7.*from 2 to 6/],
    [{ people: 1.5, attributes: 6, seed: 1 }, /bios\.people is 1\.5/],
    [{ people: 10, attributes: 6, seed: 1, sentencesPerDocument: 3 }, /sentencesPerDocument is 3/],
  ])('refuses %o', (options, message) => {
    expect(() => generateBios(options)).toThrow(message);
  });
});
