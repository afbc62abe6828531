/** Salient spans (REALM §3.4): names, dates and quantities, the parts of a sentence that need world knowledge to predict. */

import type { Document } from '../corpus/corpus.ts';
import { sentenceWords } from '../corpus/sentence-words.ts';
import { splitSentences } from '../corpus/sentences.ts';
import type { Range, SalientSpan } from '../tokenizer/tokens.ts';
import { chineseDictionary } from './chinese-dictionary.ts';
import { findChineseNames } from './chinese-names.ts';
import { NameEvidence } from './name-evidence.ts';
import { findNames } from './names.ts';
import { simplified } from './simplified.ts';
import { findTitleNames, hasCapitals, titleDictionary } from './title-names.ts';
import { valueFinder } from './values.ts';
import { readWords } from './words.ts';
import type { DateFinder } from './world-dates.ts';

/**
 * Collects what a corpus shows about names. In a script with capitals it is how words are written: with it `salientSpans` can distinguish names
 * from common words at the start of a sentence, even invented names that are in no list. For a Chinese corpus it is a dictionary of names. For a
 * language of another script without capitals it is the words that recur in the `titles` of the documents.
 */
export function collectEvidence(
  texts: Iterable<string>,
  language: string,
  titles: Iterable<string> = [],
): NameEvidence {
  if (isChinese(language)) return new NameEvidence(chineseDictionary(eachSimplified(texts), eachSimplified(titles)));
  if (!hasCapitals(language)) return new NameEvidence(titleDictionary(texts, titles, language));
  const openers = /^en\b/.test(language) ? undefined : sentenceWords(language).openers;
  const evidence = new NameEvidence(new Map(), openers);
  for (const text of texts)
    for (const sentence of splitSentences(text, language)) evidence.add(readWords(text, sentence));
  return evidence;
}

/**
 * Salient spans of a text or a single sentence, sorted, without overlap, none across the end of a sentence. Articles, official titles, a
 * possessive 's, and the marks 《》 around a Chinese title are not part of a span. Without the `evidence` of a corpus, that of the text is used.
 */
export function salientSpans(text: string, language: string, evidence?: NameEvidence): SalientSpan[] {
  const found = evidence ?? collectEvidence([text], language);
  const spansOf = sentenceFinder(language, found);
  return splitSentences(text, language).flatMap((sentence) => shifted(spansOf(text, sentence), sentence));
}

/** Finds the spans of a sentence; their positions count from its start. */
type SentenceFinder = (text: string, sentence: Range) => SalientSpan[];

function sentenceFinder(language: string, evidence: NameEvidence): SentenceFinder {
  const valuesOf = valueFinder(language);
  if (isChinese(language)) return (text, { start, end }) => chineseSpans(text.slice(start, end), valuesOf, evidence);
  const capitals = hasCapitals(language);
  return (text, sentence) => {
    const { start, end } = sentence;
    const values = valuesOf(text.slice(start, end));
    const dates = values.filter(({ kind }) => kind === 'date');
    const names = capitals
      ? shifted(findNames(readWords(text, sentence), shifted(dates, sentence), evidence), {
          start: -start,
          end: -start,
        })
      : findTitleNames(text.slice(start, end), dates, evidence.dictionary, language);
    return withNames(names, values);
  };
}

/** A number may be part of a name (Apollo 11); it is no span of its own then. */
function withNames(names: readonly SalientSpan[], values: readonly SalientSpan[]): SalientSpan[] {
  const rest = values.filter((value) => !names.some((name) => name.start < value.end && name.end > value.start));
  return [...names, ...rest].sort((a, b) => a.start - b.start);
}

const isChinese = (language: string): boolean => /^(?:zh|yue)\b/.test(language);

/**
 * Salient spans of one sentence of a document, counted from the sentence's start: those of `document.spans` if that is there, even if it is empty;
 * else those that are detected.
 *
 * @param sentence its range in the document's text
 */
export function sentenceSpans(
  document: Pick<Document, 'text' | 'spans'>,
  sentence: Range,
  language: string,
  evidence: NameEvidence,
): SalientSpan[] {
  const { start, end } = sentence;
  if (!document.spans) return salientSpans(document.text.slice(start, end), language, evidence);
  return document.spans
    .filter((span) => span.start >= start && span.end <= end)
    .map(({ kind, start: s, end: e }) => ({ kind, start: s - start, end: e - start }));
}

function chineseSpans(sentence: string, valuesOf: DateFinder, { dictionary }: NameEvidence): SalientSpan[] {
  const simple = simplified(sentence);
  const values = valuesOf(simple);
  const dates = values.filter(({ kind }) => kind === 'date');
  return withNames(findChineseNames(simple, dates, dictionary), values);
}

function* eachSimplified(texts: Iterable<string>): Iterable<string> {
  for (const text of texts) yield simplified(text);
}

function shifted(spans: readonly SalientSpan[], { start }: Range): SalientSpan[] {
  return spans.map((span) => ({ ...span, start: span.start + start, end: span.end + start }));
}
