/**
 * Synthetic biographies: a corpus in which every fact is known. Each fact is stated in exactly two documents, in different words,
 * and one question asks for it. The corpus can be learned in minutes; a seed generates it in any size.
 */
import { RetrogradError } from '../../util/errors.ts';
import { Prng } from '../../util/prng.ts';
import { sentence } from '../../util/sentence.ts';
import type { SalientSpan } from '../tokenizer/tokens.ts';
import { attributes, firstNames, lastNames, syllables } from './bios-words.ts';
import type { Corpus, Document, Question } from './corpus.ts';

export interface BiosOptions {
  people: number;
  /** How many of the six attributes each person has, 2 to 6. */
  attributes: number;
  /** 2 (default): documents = people × attributes. 1: twice as many, one fact each. */
  sentencesPerDocument?: number;
  seed: number;
}

/** Number of different surnames of at most three syllables. */
const surnameLimit = lastNames.length + syllables.length ** 2 + syllables.length ** 3;

/** The largest number of people with different names. */
export const maximumPeople = firstNames.length * surnameLimit;

/**
 * The biographies as one corpus: `people × attributes` documents of two sentences, and one question for each fact.
 *
 * @throws RetrogradError `bad-option` if an option is out of range
 */
export function generateBios(options: BiosOptions): Corpus {
  const documents: Document[] = [];
  const questions: Question[] = [];
  for (const person of generatePeople(options)) {
    documents.push(...person.documents);
    questions.push(...person.questions);
  }
  return {
    manifest: {
      id: 'bios',
      title: `Biographies of ${options.people.toLocaleString('en')} people who never lived`,
      licence: 'CC0-1.0',
      source: `generated: seed ${options.seed}, ${options.people} people, ${options.attributes} attributes`,
      documents: documents.length,
      questions: questions.length,
      language: 'en',
    },
    documents,
    questions,
  };
}

/** Everything the corpus says about one person. */
export interface PersonText {
  documents: Document[];
  questions: Question[];
}

/**
 * Yields one person after the other, so that a large corpus never has to be in memory as a whole. Each person has a random generator of its
 * own: the facts of person i depend only on the seed and on i.
 */
export function* generatePeople(options: BiosOptions): Generator<PersonText> {
  for (const { first, last, prng } of peopleOf(options)) yield describe(`${first} ${last}`, options, prng);
}

/**
 * The names of all people, each with the random generator of its facts.
 *
 * @throws RetrogradError `bad-option` if an option is out of range
 */
export function* peopleOf(options: BiosOptions): Generator<{ first: string; last: string; prng: Prng }> {
  validate(options);
  const { people, seed } = options;
  const surnames = surnameList(Math.max(lastNames.length, Math.ceil(people / firstNames.length)));
  // Shuffled, so that "every n-th person" is not "everybody of one first name".
  const order = new Int32Array(firstNames.length * surnames.length).map((_, i) => i);
  Prng.fork(seed, 'names').shuffle(order);
  for (let i = 0; i < people; i++) {
    const first = firstNames[order[i]! % firstNames.length]!;
    const last = surnames[Math.floor(order[i]! / firstNames.length)]!;
    yield { first, last, prng: Prng.fork(seed, `person ${i}`) };
  }
}

function describe(name: string, options: BiosOptions, prng: Prng): PersonText {
  const slug = name.toLowerCase().replace(' ', '-');
  const facts = prng.shuffle(attributes.slice(0, options.attributes)).map((attribute) => {
    return { attribute, value: prng.pick(attribute.values), wordings: prng.shuffle([...attribute.wordings]) };
  });
  // The facts form a ring. Each document states one fact in its first wording and the next fact in its second: every fact is stated in two
  // documents, and of three facts or more no two share more than one document.
  const stated = facts.flatMap((fact, j) => {
    const next = facts[(j + 1) % facts.length]!;
    const own = { ...fact, wording: fact.wordings[0] };
    const other = { ...next, wording: next.wordings[1] };
    return options.sentencesPerDocument === 1 ? [[own], [other]] : [prng.shuffle([own, other])];
  });
  const documents = stated.map((sentences, j): Document => {
    let text = '';
    const spans: SalientSpan[] = [];
    for (const { attribute, value, wording } of sentences) {
      if (text) text += ' ';
      const [before, after] = fill(wording, name).split('{value}') as [string, string];
      const start = text.length + before.length;
      spans.push({ start, end: start + value.length, kind: attribute.kind });
      text += before + value + after;
    }
    return { id: `${slug}-${j + 1}`, title: name, text, subject: slug, spans };
  });
  const questions = facts.map(
    ({ attribute, value }): Question => ({
      id: `${slug}-${attribute.id}`,
      question: fill(attribute.question, name),
      answers: [value],
      documents: stated.flatMap((sentences, j) =>
        sentences.some((fact) => fact.attribute === attribute) ? [documents[j]!.id] : [],
      ),
    }),
  );
  return { documents, questions };
}

const fill = (wording: string, name: string): string => wording.replace('{name}', name);

/** The first `count` surnames: first the listed ones, then those of two syllables, then those of three. */
function surnameList(count: number): string[] {
  const list = [...lastNames];
  const n = syllables.length;
  for (let i = 0; list.length < count; i++) {
    // Counts in base n with the syllables as digits; the digit that changes fastest is the first syllable, so that neighbours differ early.
    let name = '';
    const digits = i < n * n ? 2 : 3;
    for (let rest = digits === 2 ? i : i - n * n, d = 0; d < digits; d++, rest = Math.floor(rest / n)) {
      name += syllables[rest % n];
    }
    list.push(name[0]!.toUpperCase() + name.slice(1));
  }
  return list;
}

function validate({ people, attributes: count, sentencesPerDocument = 2, seed }: BiosOptions): void {
  const whole = (value: number, low: number, high: number, name: string) => {
    if (!Number.isInteger(value) || value < low || value > high) {
      throw new RetrogradError(
        'bad-option',
        sentence`${name} is ${value}: give a whole number from ${low} to ${high}.`,
      );
    }
  };
  whole(people, 1, maximumPeople, 'bios.people');
  whole(count, 2, attributes.length, 'bios.attributes');
  whole(sentencesPerDocument, 1, 2, 'bios.sentencesPerDocument');
  whole(seed, -(2 ** 31), 2 ** 32 - 1, 'seed');
}
