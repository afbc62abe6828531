/**
 * Whether a corpus can teach retrieval at all: it needs enough documents, names and dates to mask, and facts that are stated in more
 * than one document. Estimated from a sample, in a second or two for the largest import. It is advice: no corpus is refused.
 */
import type { Corpus, Document } from '../corpus/corpus.ts';
import { splitSentences } from '../corpus/sentences.ts';
import { collectEvidence, salientSpans, sentenceSpans } from '../salient/spans.ts';
import { hasCapitals } from '../salient/title-names.ts';
import { overlap } from '../tokenizer/tokens.ts';

export type Advice =
  /** With few documents, eight retrieved candidates are hardly a choice. */
  | { kind: 'few-documents'; documents: number; wanted: number }
  /** Without questions retrieval cannot be measured. */
  | { kind: 'no-questions' }
  /** The script has no capital letters: numbers, dates and words that recur in titles are masked. */
  | { kind: 'names-from-titles' }
  /** Share of the sentences with more than `words` words; a run cuts such sentences. */
  | { kind: 'long-sentences'; share: number; words: number }
  /** Share of the documents without a name, a date or a number, which are the words that are masked. */
  | { kind: 'few-names'; share: number }
  /** None of the sampled documents has a sentence with two names or dates: there is no fact to look up. */
  | { kind: 'no-facts'; documents: number }
  /** Of the sampled sentences with two names or dates, the share of which two occur together in another document, too. */
  | { kind: 'few-repeated-facts'; share: number; sentences: number };

/** Limits beyond which advice is given. */
export const adviceLimits = {
  documents: 50,
  /** About 32 word pieces, which is `lengths.query` in the settings for natural text. */
  sentenceWords: 24,
  longSentences: 1 / 3,
  withoutNames: 0.5,
  /** It is .70 for `atlas`, .75 for the articles of `atlas-zh` that come in pairs, and .57 for four articles of SQuAD, whose facts are mostly stated once. */
  repeatedFacts: 0.65,
};

const sampledDocuments = 200;
/** Characters of a document that are read for the sample. */
const sampledLength = 4000;

export function adviseOn(corpus: Corpus): Advice[] {
  const { documents, questions } = corpus;
  const { language } = corpus.manifest;
  const advice: Advice[] = [];
  if (documents.length < adviceLimits.documents) {
    advice.push({ kind: 'few-documents', documents: documents.length, wanted: adviceLimits.documents });
  }
  if (questions.length === 0) advice.push({ kind: 'no-questions' });
  if (!documents.some(({ spans }) => spans) && !/^(?:zh|yue)\b/.test(language) && !hasCapitals(language)) {
    advice.push({ kind: 'names-from-titles' });
  }
  const { facts, sampled, withoutNames, sentences, long } = sampleOf(documents, language);
  if (long > adviceLimits.longSentences * sentences) {
    advice.push({ kind: 'long-sentences', share: long / sentences, words: adviceLimits.sentenceWords });
  }
  if (withoutNames > adviceLimits.withoutNames * sampled) {
    advice.push({ kind: 'few-names', share: withoutNames / sampled });
  } else if (facts.length === 0) {
    advice.push({ kind: 'no-facts', documents: sampled });
  } else {
    const share = repeatedShare(facts, documents, language);
    if (share < adviceLimits.repeatedFacts) {
      advice.push({ kind: 'few-repeated-facts', share, sentences: facts.length });
    }
  }
  return advice;
}

/** The names and dates, at least two, of one sentence that has something to mask. */
interface Fact {
  document: number;
  names: string[];
}

/** The first fact of each of up to 200 documents, evenly apart, and the lengths of their sentences. */
function sampleOf(documents: readonly Document[], language: string) {
  const step = Math.max(1, documents.length / sampledDocuments);
  const indices = Array.from({ length: Math.ceil(documents.length / step) }, (_, i) => Math.floor(i * step));
  const texts = indices.map((index) => documents[index]!.text.slice(0, sampledLength));
  const titles = indices.map((index) => documents[index]!.title);
  const evidence = collectEvidence(texts, language, titles);
  const words = new Intl.Segmenter(language, { granularity: 'word' });
  const facts: Fact[] = [];
  let withoutNames = 0;
  let sentences = 0;
  let long = 0;
  for (const [i, document] of indices.entries()) {
    const text = texts[i]!;
    let fact: Fact | undefined;
    let hasNames = false;
    for (const range of splitSentences(text, language)) {
      const sentence = text.slice(range.start, range.end);
      sentences++;
      let count = 0;
      for (const { isWordLike } of words.segment(sentence)) if (isWordLike) count++;
      if (count > adviceLimits.sentenceWords) long++;
      if (fact) continue;
      const masked = sentenceSpans(documents[document]!, range, language, evidence);
      hasNames ||= masked.length > 0;
      if (masked.length === 0) continue;
      // The spans of a corpus mark what is worth masking in a sentence; its subject may not be among them, so names are detected, too.
      const linking = documents[document]!.spans
        ? salientSpans(sentence, language, evidence).filter((span) => !masked.some((one) => overlap(one, span)))
        : [];
      // Numbers that are no dates occur everywhere and identify nothing.
      const linked = [...masked, ...linking].filter(({ kind }) => kind !== 'number');
      const names = [...new Set(linked.map(({ start, end }) => sentence.slice(start, end)))];
      if (names.length >= 2) fact = { document, names };
    }
    if (fact) facts.push(fact);
    if (!hasNames) withoutNames++;
  }
  return { facts, sampled: indices.length, withoutNames, sentences, long };
}

/** The share of the facts (at least one) of which two names occur together in another document, too. */
function repeatedShare(facts: readonly Fact[], documents: readonly Document[], language: string): number {
  const holders = new Map<string, number[]>();
  facts.forEach(({ names }, f) => {
    for (const name of names) holders.set(name, [...(holders.get(name) ?? []), f]);
  });
  const find = finderOf([...holders.keys()], language);
  const repeated = new Set<number>();
  for (const [d, { text }] of documents.entries()) {
    if (repeated.size === facts.length) break;
    const together = new Map<number, number>();
    for (const name of find(text)) {
      for (const f of holders.get(name)!) together.set(f, (together.get(f) ?? 0) + 1);
    }
    for (const [f, count] of together) if (count >= 2 && facts[f]!.document !== d) repeated.add(f);
  }
  return repeated.size / facts.length;
}

const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;

/** Finds which of many names occur in a text, in one pass. They must be whole words in languages with spaces between words. */
function finderOf(names: readonly string[], language: string): (text: string) => Set<string> {
  const spaced = !/^(zh|ja|th|lo|km|my)\b/.test(language);
  const keyOf = (name: string) => (spaced ? (name.match(word)?.[0] ?? '') : name[0]!);
  const byKey = new Map<string, string[]>();
  for (const name of names) byKey.set(keyOf(name), [...(byKey.get(keyOf(name)) ?? []), name]);
  const ends = /^(?![\p{L}\p{N}])/u;
  return (text) => {
    const found = new Set<string>();
    const look = (key: string, at: number) => {
      for (const name of byKey.get(key) ?? []) {
        const start = at - name.indexOf(key);
        const end = start + name.length;
        if (text.startsWith(name, start) && (!spaced || ends.test(text.slice(end, end + 2)))) found.add(name);
      }
    };
    if (spaced) for (const match of text.matchAll(word)) look(match[0], match.index);
    else for (let at = 0; at < text.length; at++) look(text[at]!, at);
    return found;
  };
}
