import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { passagesOf } from '../corpus/passages.ts';
import { splitSentences } from '../corpus/sentences.ts';
import { collectEvidence, salientSpans } from '../salient/spans.ts';
import { importCorpus } from './import.ts';
import { paragraphOf, squadOf, testArticles, testLanguages } from './testing/question-sets.ts';

/** Words of a passage, counted apart from the code that makes passages: by spaces, or by `Intl.Segmenter` where there are none. */
function wordsOf(text: string, language: string): number {
  if (!/^(?:th|zh)/.test(language)) return text.split(/\s+/).length;
  const segments = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)];
  return segments.filter(({ isWordLike }) => isWordLike).length;
}

describe.each(testLanguages)('text in %s', (language) => {
  const articles = testArticles(language);
  const file = `${language}.json`;
  const { corpus, skipped } = importCorpus(file, strToU8(squadOf(language)));

  it('is imported whole, and its language is recognised', () => {
    expect(corpus.documents.map(({ title }) => title)).toEqual(articles.map(({ title }) => title));
    expect(corpus.questions).toHaveLength(articles.flatMap(({ questions }) => questions).length);
    expect(skipped).toEqual({});
    expect(corpus.manifest.language).toBe(language.slice(0, 2));
    for (const { answers, documents } of corpus.questions) {
      const { text } = corpus.documents.find(({ id }) => id === documents![0])!;
      for (const answer of answers) expect(text).toContain(answer);
    }
  });

  it('is divided where its sentences end', () => {
    for (const article of articles) {
      const text = paragraphOf(article, language);
      expect(splitSentences(text, corpus.manifest.language).map(({ start, end }) => text.slice(start, end))).toEqual(
        article.sentences,
      );
    }
  });

  it('has no passage of more than 150 words, even without a mark or a space', () => {
    const text = articles.map((article) => paragraphOf(article, language)).join(' ');
    const unmarked = text.replace(/[\p{P}\p{S}]/gu, ' ').replace(/\s+/g, ' ');
    for (const long of [text, unmarked.repeat(9), unmarked.replaceAll(' ', '').repeat(9)]) {
      const passages = passagesOf(long, corpus.manifest.language);
      expect(passages.length).toBeGreaterThan(1);
      for (const passage of passages) {
        expect(wordsOf(passage, language)).toBeLessThanOrEqual(150);
        expect(passage.length).toBeLessThanOrEqual(3000);
      }
      // Nothing is lost.
      expect(passages.join('').replace(/\s/g, '')).toBe(long.replace(/\s/g, ''));
    }
  });

  it('has something to mask in every paragraph, nearly always a name', () => {
    const { documents } = corpus;
    const texts = documents.map(({ text }) => text);
    const evidence = collectEvidence(
      texts,
      corpus.manifest.language,
      documents.map(({ title }) => title),
    );
    const kinds = texts.map((text) =>
      salientSpans(text, corpus.manifest.language, evidence).map(({ kind }) => kind === 'date' || kind === 'number'),
    );
    for (const values of kinds) expect(values.length).toBeGreaterThan(0);
    expect(kinds.filter((values) => values.includes(true)).length).toBeGreaterThanOrEqual(9);
    expect(kinds.filter((values) => values.includes(false)).length).toBeGreaterThanOrEqual(9);
  });
});
