/**
 * Synthetic biographies in two languages: every fact stands once in English and once in Chinese, and a question in English asks for it among the
 * Chinese documents. Values are written alike in both languages; how much of a name is, is an option. So a search by words finds next to nothing,
 * and a masked sentence, which may not retrieve its own document, finds its answer in the other language alone.
 */
import type { Prng } from '../../util/prng.ts';
import type { SalientSpan } from '../tokenizer/tokens.ts';
import { type BiosOptions, peopleOf } from './bios.ts';
import { firstNamesInChinese, lastNamesInChinese, syllablesInChinese, wordings } from './bios-2l-words.ts';
import { type Attribute, attributes } from './bios-words.ts';
import type { Corpus, Document, Question } from './corpus.ts';

/** What Chinese documents write as English ones do, beside the values: surnames, first names and surnames, or no name. */
export const sharedNames = ['surname', 'names', 'none'] as const;
export type SharedNames = (typeof sharedNames)[number];

export interface BilingualBiosOptions extends BiosOptions {
  /** Default: `surname`; first names are transliterated. */
  shared?: SharedNames;
}

const languages = ['en', 'zh'] as const;
type Language = (typeof languages)[number];

interface Fact {
  attribute: Attribute;
  value: string;
  /** A wording in each language. */
  wording: Record<Language, string>;
}

/**
 * The biographies as one corpus: half of its documents are English, half Chinese; two facts a document, and never the same two in both languages
 * (with three attributes or more). One question for each fact.
 *
 * @throws RetrogradError `bad-option` if an option is out of range
 */
export function generateBilingualBios(options: BilingualBiosOptions): Corpus {
  const { people, attributes: count, seed, shared = 'surname' } = options;
  const documents: Document[] = [];
  const questions: Question[] = [];
  for (const { first, last, prng } of peopleOf(options)) {
    const facts = drawFacts(count, prng);
    const subject = `${first}-${last}`.toLowerCase();
    const names = { en: `${first} ${last}`, zh: nameInChinese(first, last, shared) };
    const chinese: { document: Document; facts: readonly Fact[] }[] = [];
    for (const language of languages) {
      statedTogether(facts, language, options.sentencesPerDocument).forEach((together, j) => {
        const id = `${subject}-${language}-${j + 1}`;
        const document = write(prng.shuffle(together), language, names[language]);
        documents.push({ id, title: names[language], ...document, subject, language });
        if (language === 'zh') chinese.push({ document: documents.at(-1)!, facts: together });
      });
    }
    for (const fact of facts) {
      const { attribute, value } = fact;
      questions.push({
        id: `${subject}-${attribute.id}`,
        question: wordings[attribute.id]!.question.replace('{name}', names.en),
        answers: [value],
        documents: chinese.filter((one) => one.facts.includes(fact)).map(({ document }) => document.id),
        searchLanguage: 'zh',
      });
    }
  }
  return {
    manifest: {
      id: 'bios-2l',
      title: `Biographies of ${people.toLocaleString('en')} people who never lived, in English and Chinese`,
      licence: 'CC0-1.0',
      source: `generated: seed ${seed}, ${people} people, ${count} attributes, shared: ${shared}`,
      documents: documents.length,
      questions: questions.length,
      language: 'mul',
    },
    documents,
    questions,
  };
}

function drawFacts(count: number, prng: Prng): Fact[] {
  return prng.shuffle(attributes.slice(0, count)).map((attribute) => {
    const { en, zh } = wordings[attribute.id]!;
    return { attribute, value: prng.pick(attribute.values), wording: { en: prng.pick(en), zh: prng.pick(zh) } };
  });
}

/** The facts of each document of a language. The pairs of Chinese documents begin at the second fact, so that they are other ones. */
function statedTogether(facts: readonly Fact[], language: Language, size = 2): Fact[][] {
  const order = language === 'zh' ? [...facts.slice(1), facts[0]!] : facts;
  const documents: Fact[][] = [];
  for (let i = 0; i < order.length; i += size) documents.push(order.slice(i, i + size));
  return documents;
}

function write(facts: readonly Fact[], language: Language, name: string): Pick<Document, 'text' | 'spans'> {
  const spans: SalientSpan[] = [];
  let text = '';
  for (const { attribute, value, wording } of facts) {
    if (text && language === 'en') text += ' ';
    for (const part of wording[language].split(/(\{name\}|\{value\})/)) {
      const piece = part === '{name}' ? name : part === '{value}' ? value : part;
      if (needsSpace.test(text.slice(-1) + piece.slice(0, 1))) text += ' ';
      if (part === '{value}') spans.push({ start: text.length, end: text.length + value.length, kind: attribute.kind });
      text += piece;
    }
  }
  return { text, spans };
}

/** Chinese text has a space between a character and a Latin letter or a digit. */
const needsSpace = /^(?:\p{sc=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{sc=Han})$/u;

function nameInChinese(first: string, last: string, shared: SharedNames): string {
  if (shared === 'names') return `${first} ${last}`;
  return `${firstNamesInChinese[first]}·${shared === 'surname' ? last : surnameInChinese(last)}`;
}

/** A surname in Chinese characters: a listed one, or one of syllables of three letters. */
export function surnameInChinese(last: string): string {
  const listed = lastNamesInChinese[last];
  if (listed) return listed;
  return last
    .toLowerCase()
    .match(/.{3}/g)!
    .map((syllable) => syllablesInChinese[syllable])
    .join('');
}
