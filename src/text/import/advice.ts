/**
 * Whether a corpus can teach retrieval at all (REALM.md §5): enough documents, names and dates to mask, and facts that stand in
 * more than one document. Estimates from a sample, in a second or two for the largest import; advice, never a refusal.
 */
import type { Corpus, Document } from '../corpus/corpus.ts';
import { splitSentences } from '../corpus/sentences.ts';
import { collectEvidence, salientSpans, sentenceSpans } from '../salient/spans.ts';
import { overlap } from '../tokenizer/tokens.ts';

export type Advice =
  /** Eight candidates out of few documents are no choice. */
  | { kind: 'few-documents'; documents: number; wanted: number }
  /** Retrieval is not measured with questions. */
  | { kind: 'no-questions' }
  /** Share of the sentences with more than `words` words; a run cuts them. */
  | { kind: 'long-sentences'; share: number; words: number }
  /** Share of the documents without a name, a date or a number, the words that are masked. */
  | { kind: 'few-names'; share: number }
  /** Of so many documents that were looked at, none has a sentence that names two things: there is no fact to look up. */
  | { kind: 'no-facts'; documents: number }
  /** Of so many sentences that name two things, the share whose things another document names together as well. */
  | { kind: 'few-repeated-facts'; share: number; sentences: number };

/** What is too little or too much. */
export const adviceLimits = {
  documents: 50,
  /** About 32 word pieces, `lengths.query` of the settings for natural text. */
  sentenceWords: 24,
  longSentences: 1 / 3,
  withoutNames: 0.5,
  /** Of `atlas` it is .70, of `atlas-zh` .75; of four articles of SQuAD, whose facts stand once, .57. */
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

/** Names and dates of one sentence with something to mask, at least two. */
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
      // Spans that a corpus brings along need not mark what a sentence is about, only what is worth masking in it.
      const linking = documents[document]!.spans
        ? salientSpans(sentence, language, evidence).filter((span) => !masked.some((one) => overlap(one, span)))
        : [];
      // Numbers that are no dates stand everywhere and tell nothing.
      const told = [...masked, ...linking].filter(({ kind }) => kind !== 'number');
      const names = [...new Set(told.map(({ start, end }) => sentence.slice(start, end)))];
      if (names.length >= 2) fact = { document, names };
    }
    if (fact) facts.push(fact);
    if (!hasNames) withoutNames++;
  }
  return { facts, sampled: indices.length, withoutNames, sentences, long };
}

/** Share of the facts, of which there is one at least, of which two names stand together in another document as well. */
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

/** Which of the names occur in a text; in one pass, whatever their number. Whole words only where words have spaces between. */
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
