/** Salient spans (REALM §3.4): names, dates and quantities, the parts of a sentence that need world knowledge to predict. */

import type { Document } from '../corpus/corpus.ts';
import { splitSentences } from '../corpus/sentences.ts';
import type { Range, SalientSpan } from '../tokenizer/tokens.ts';
import { chineseDictionary } from './chinese-dictionary.ts';
import { findChineseNames } from './chinese-names.ts';
import { findChineseDates, findChineseNumbers, findDatesAndNumbers } from './dates.ts';
import { NameEvidence } from './name-evidence.ts';
import { findNames } from './names.ts';
import { readWords } from './words.ts';

/**
 * Collects how the words of a corpus are capitalised. With it `salientSpans` can distinguish names from common words at the start of a sentence,
 * even invented names that are in no list. For a Chinese corpus it makes a dictionary of names, including those in the `titles` of the articles;
 * in other languages titles are not used.
 */
export function collectEvidence(texts: Iterable<string>, language: string, titles?: Iterable<string>): NameEvidence {
  if (language.startsWith('zh')) return new NameEvidence(chineseDictionary(texts, titles));
  const evidence = new NameEvidence();
  for (const text of texts)
    for (const sentence of splitSentences(text, language)) evidence.add(readWords(text, sentence));
  return evidence;
}

/**
 * Salient spans of a text or a single sentence, sorted, without overlap, none across the end of a sentence. Articles, official titles, a
 * possessive 's, and the marks 《》 around a Chinese title are not part of a span. Without the `evidence` of a corpus, that of the text is used.
 */
export function salientSpans(text: string, language: string, evidence?: NameEvidence): SalientSpan[] {
  const sentences = splitSentences(text, language);
  evidence ??= collectEvidence([text], language);
  const found = evidence;
  if (language.startsWith('zh')) {
    return sentences.flatMap((sentence) =>
      shifted(chineseSpans(text.slice(sentence.start, sentence.end), found), sentence),
    );
  }
  return sentences.flatMap((sentence) => {
    const values = shifted(findDatesAndNumbers(text.slice(sentence.start, sentence.end)), sentence);
    const dates = values.filter(({ kind }) => kind === 'date');
    const names = findNames(readWords(text, sentence), dates, found);
    // A number may be part of a name (Apollo 11).
    const rest = values.filter((value) => !names.some((name) => name.start < value.end && name.end > value.start));
    return [...names, ...rest].sort((a, b) => a.start - b.start);
  });
}

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

function chineseSpans(sentence: string, { dictionary }: NameEvidence): SalientSpan[] {
  const dates = findChineseDates(sentence);
  const names = findChineseNames(sentence, dates, dictionary);
  const rest = [...dates, ...findChineseNumbers(sentence, dates)].filter(
    (value) => !names.some((name) => name.start < value.end && name.end > value.start),
  );
  return [...names, ...rest].sort((a, b) => a.start - b.start);
}

function shifted(spans: readonly SalientSpan[], { start }: Range): SalientSpan[] {
  return spans.map((span) => ({ ...span, start: span.start + start, end: span.end + start }));
}
