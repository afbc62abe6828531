import { describe, expect, it } from 'vitest';
import { peopleOf } from './bios.ts';
import { generateBilingualBios, type SharedNames, sharedNames, surnameInChinese } from './bios-2l.ts';
import { firstNamesInChinese, syllablesInChinese, wordings } from './bios-2l-words.ts';
import { attributes, firstNames, lastNames, syllables } from './bios-words.ts';
import { corpusFromFiles, corpusToFiles } from './format.ts';
import { splitSentences } from './sentences.ts';

/** Words, and each Han character and each mark by itself: written here anew, so that no tokenizer of ours is believed. */
const tokens = (text: string): string[] =>
  text.toLowerCase().match(/\p{sc=Han}|[\p{sc=Latin}\p{Nd}]+|[^\s\p{L}\p{Nd}]/gu) ?? [];
const values = attributes.flatMap((attribute) => [...attribute.values]);
const generate = (shared: SharedNames, people = 200) =>
  generateBilingualBios({ people, attributes: 6, seed: 1, shared });
const corpora = new Map(sharedNames.map((shared) => [shared, generate(shared)]));
const corpus = corpora.get('surname')!;
const inLanguage = (language: string, { documents } = corpus) => documents.filter((d) => d.language === language);

describe('biographies in two languages', () => {
  it('has 600 English and 600 Chinese documents of two sentences and 1,200 questions', () => {
    for (const language of ['en', 'zh']) {
      expect(inLanguage(language)).toHaveLength(600);
      for (const { text } of inLanguage(language)) expect(splitSentences(text, language)).toHaveLength(2);
    }
    expect(corpus.manifest).toMatchObject({ documents: 1200, questions: 1200, language: 'mul' });
    for (const { documents, questions } of corpora.values()) {
      expect(new Set(documents.map(({ id }) => id)).size).toBe(1200);
      expect(new Set(documents.map(({ text }) => text)).size).toBe(1200);
      expect(new Set(documents.map(({ subject }) => subject)).size).toBe(200);
      expect(new Set(questions.map(({ id }) => id)).size).toBe(1200);
    }
  });

  it('states every fact exactly once in English and once in Chinese', () => {
    for (const { documents, questions } of corpora.values()) {
      for (const { id, answers, documents: ids, searchLanguage, question } of questions) {
        const attribute = attributes.find((one) => id.endsWith(`-${one.id}`))!;
        const subject = id.slice(0, -attribute.id.length - 1);
        const stating = documents
          .filter((document) => document.subject === subject)
          .flatMap((document) =>
            tokens(document.text)
              .filter((token) => token === answers[0]!.toLowerCase())
              .map(() => document),
          );
        expect(stating.map(({ language }) => language)).toEqual(['en', 'zh']);
        expect([stating[1]!.id]).toEqual(ids);
        expect(searchLanguage).toBe('zh');
        expect(tokens(question)).not.toContain(answers[0]!.toLowerCase());
        for (const { text, language, spans } of stating) {
          const span = spans!.find(({ start, end }) => text.slice(start, end) === answers[0])!;
          expect(span.kind).toBe(attribute.kind);
          // the sentence is one of the attribute's wordings
          const range = splitSentences(text, language!).find(
            ({ start, end }) => span.start >= start && span.end <= end,
          )!;
          const title = stating.find((one) => one.language === language)!.title;
          const plain = (words: string) => words.replaceAll(' ', '');
          const known = wordings[attribute.id]![language as 'en' | 'zh'].map((wording) =>
            plain(wording.replace('{name}', title).replace('{value}', answers[0]!)),
          );
          expect(known).toContain(plain(text.slice(range.start, range.end)));
        }
      }
    }
  });

  it('never puts the same two facts together in both languages', () => {
    const pairs = corpus.documents.map(({ subject, text, spans }) =>
      [subject, ...spans!.map(({ start, end }) => text.slice(start, end)).sort()].join(' '),
    );
    expect(new Set(pairs).size).toBe(1200);
  });

  it.each(sharedNames)('shares no word between the languages but values and what “%s” says', (shared) => {
    const one = corpora.get(shared)!;
    const [english, chinese] = ['en', 'zh'].map(
      (language) => new Set(inLanguage(language, one).flatMap(({ title, text }) => tokens(`${title} ${text}`))),
    );
    const lower = (words: readonly string[]) => words.map((word) => word.toLowerCase());
    const surnames = [...peopleOf({ people: 200, attributes: 6, seed: 1 })].map(({ last }) => last);
    const names = { surname: surnames, names: [...surnames, ...firstNames], none: [] }[shared];
    const allowed = new Set([...lower(values), ...lower(names)]);
    const common = [...english!].filter((word) => chinese!.has(word));
    expect(common.filter((word) => !allowed.has(word))).toEqual([]);
    for (const name of lower(names)) expect(common).toContain(name);
    // of a question only the names are found in Chinese documents
    for (const { question } of one.questions) {
      const known = tokens(question).filter((word) => chinese!.has(word));
      expect(known).toHaveLength({ surname: 1, names: 2, none: 0 }[shared]);
    }
  });

  it('writes well-formed Chinese: a full stop, a space beside Latin letters and digits alone, no Latin mark', () => {
    for (const one of corpora.values()) {
      for (const { title, text } of inLanguage('zh', one)) {
        expect(text).not.toMatch(/[.,?!:;()]/);
        expect(text).not.toMatch(/\s\s|^\s|\s$|\s[，。·]|[，。·]\s/);
        expect(text).not.toMatch(/\p{sc=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{sc=Han}|\p{sc=Han}\s\p{sc=Han}/u);
        expect(text.match(/。/g)).toHaveLength(2);
        expect(text.endsWith('。')).toBe(true);
        for (const sentence of text.split('。').slice(0, 2)) expect(sentence).toContain(title);
      }
      for (const { title, text } of inLanguage('en', one)) {
        expect(`${title} ${text}`).toMatch(/^[\x20-\x7e]+$/);
        for (const sentence of text.split('.').slice(0, 2)) expect(sentence).toContain(title);
      }
    }
  });

  it('transliterates every name, the same one always in the same way and no two in one way', () => {
    expect(Object.keys(firstNamesInChinese)).toEqual([...firstNames]);
    expect(Object.keys(syllablesInChinese).sort()).toEqual([...syllables].sort());
    for (const shared of sharedNames) {
      const titles = new Map<string, Set<string>>();
      for (const { subject, title, language } of corpora.get(shared)!.documents) {
        if (language === 'zh') titles.set(subject!, (titles.get(subject!) ?? new Set()).add(title));
      }
      expect([...titles.values()].every((set) => set.size === 1)).toBe(true);
      expect(new Set([...titles.values()].map(([title]) => title)).size).toBe(200);
    }
    const surnames = [
      ...lastNames,
      ...syllables.flatMap((a) => syllables.flatMap((b) => [a + b, ...syllables.map((c) => a + b + c)])),
    ];
    const written = surnames.map((name) => surnameInChinese(name));
    for (const name of written) expect(name).toMatch(/^\p{sc=Han}+$/u);
    expect(new Set(written).size).toBe(surnames.length);
  });

  it('asks in words of the English documents', () => {
    const known = new Set(inLanguage('en').flatMap(({ text }) => tokens(text)));
    const unknown = corpus.questions.flatMap(({ question }) => tokens(question)).filter((word) => !known.has(word));
    expect(new Set(unknown)).toEqual(new Set(['?']));
  });

  it('uses no value as another word', () => {
    const words = new Set(
      Object.values(wordings)
        .flatMap(({ en, zh, question }) => [...en, ...zh, question])
        .flatMap((wording) => tokens(wording.replace(/\{\w+\}/g, ''))),
    );
    const names = [...firstNames, ...lastNames].map((name) => name.toLowerCase());
    for (const value of values) expect(words).not.toContain(value.toLowerCase());
    for (const name of names) expect(words).not.toContain(name);
  });

  it('depends on the seed alone', () => {
    expect(generate('surname', 20)).toEqual(generate('surname', 20));
    const other = generateBilingualBios({ people: 20, attributes: 6, seed: 2 });
    expect(other.documents).not.toEqual(generate('surname', 20).documents);
  });

  it('keeps the facts of a person, whatever is shared', () => {
    const facts = (shared: SharedNames) => corpora.get(shared)!.questions.map(({ id, answers }) => [id, answers]);
    expect(facts('names')).toEqual(facts('surname'));
    expect(facts('none')).toEqual(facts('surname'));
  });

  it('is read from its files as it was written, with the languages', () => {
    const small = generate('surname', 5);
    expect(corpusFromFiles(corpusToFiles(small), 'bios-2l')).toEqual(small);
  });

  it('states an odd number of facts with one document of a single sentence', () => {
    const { documents } = generateBilingualBios({ people: 3, attributes: 3, seed: 1 });
    const ofFirst = documents.slice(0, 4);
    expect(ofFirst.map(({ language, spans }) => [language, spans!.length])).toEqual([
      ['en', 2],
      ['en', 1],
      ['zh', 2],
      ['zh', 1],
    ]);
  });
});
