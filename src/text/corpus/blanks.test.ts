import { describe, expect, it } from 'vitest';
import { attributes } from './bios-words.ts';
import { generateBlanks } from './blanks.ts';
import { blankWordings } from './blanks-words.ts';

const tokens = (text: string): string[] => text.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
const options = { people: 22, texts: 203, seed: 3 };
const { documents, manifest } = generateBlanks(options);

describe('blanks', () => {
  it('has as many texts as asked for, of 30 tokens and four sentences', () => {
    expect(documents).toHaveLength(203);
    expect(manifest).toMatchObject({ id: 'blanks', documents: 203, questions: 0 });
    expect(new Set(documents.map(({ id }) => id)).size).toBe(203);
    for (const { text } of documents) {
      expect(tokens(text)).toHaveLength(30);
      expect(text.match(/\./g)).toHaveLength(4);
    }
  });

  it('has two wordings for each attribute', () => {
    expect(Object.keys(blankWordings)).toEqual(attributes.map(({ id }) => id));
    for (const both of Object.values(blankWordings)) {
      expect(both.map((one) => tokens(one.replace('{name}', 'A B').replace('{value}', 'C')).length)).toEqual([7, 8]);
    }
  });

  it('states two values of one attribute twice each, always beside the same name', () => {
    for (const { text, spans } of documents) {
      const written = spans!.map(({ start, end }) => text.slice(start, end));
      const names = spans!.flatMap(({ kind }, i) => (kind === 'person' ? [written[i]!] : []));
      const values = spans!.flatMap(({ kind }, i) => (kind === 'person' ? [] : [written[i]!]));
      expect(names).toHaveLength(4);
      expect(new Set(names).size).toBe(2);
      expect(new Set(values).size).toBe(2);
      const facts = new Set(names.map((name, i) => `${name}: ${values[i]}`));
      expect(facts.size).toBe(2);
      const kinds = attributes.filter((attribute) => values.every((value) => attribute.values.includes(value)));
      expect(kinds).toHaveLength(1);
    }
  });

  it('has people in circles that share no person, about as many texts for each', () => {
    const people = new Map<string, Set<string>>();
    const texts = new Map<string, number>();
    for (const { subject, title } of documents) {
      const known = people.get(subject!) ?? new Set();
      for (const name of title.split(', ')) known.add(name);
      people.set(subject!, known);
      texts.set(subject!, (texts.get(subject!) ?? 0) + 1);
    }
    expect(people.size).toBe(5);
    for (const circle of people.values()) expect([4, 5]).toContain(circle.size);
    expect(new Set([...people.values()].flatMap((circle) => [...circle])).size).toBe(22);
    for (const count of texts.values()) expect([40, 41]).toContain(count);
    const many = generateBlanks({ people: 200, texts: 20, seed: 1 });
    expect(new Set(many.documents.map(({ subject }) => subject)).size).toBe(10);
  });

  it('is the same for a seed, another one for another', () => {
    expect(generateBlanks(options).documents).toEqual(documents);
    expect(generateBlanks({ ...options, seed: 4 }).documents[0]).not.toEqual(documents[0]);
    expect(() => generateBlanks({ ...options, people: 3 })).toThrow('blanks.people is 3');
  });
});
