/** A corpus as texts of tokens, and which of them are held out of training. */

import type { Split } from '../../run/records.ts';
import { corpusSubjects, subjectOf } from '../../run/subjects.ts';
import { packBlocks } from '../../text/corpus/blocks.ts';
import { type Corpus, type Document, languageOf } from '../../text/corpus/corpus.ts';
import { splitSentences } from '../../text/corpus/sentences.ts';
import type { Range, Tokenizer } from '../../text/tokenizer/tokens.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import type { Span } from './spans.ts';

export interface GlmText {
  /** Identifies the text in its corpus, however long texts may be: the document, and the character at which it begins. */
  id: string;
  subject: string;
  heldOut: boolean;
  split: Split;
  /** [CLS], then the tokens. */
  ids: number[];
  /** The document's salient spans that are in the text as whole tokens; none if the corpus tells none. */
  facts: Span[];
  /** Where the text is a title and the opening sentence of its article, the opening. */
  opening?: Span;
}

/** A token, and where it stands in its document. */
export interface PlacedToken extends Range {
  id: number;
}

/** The shortest text with 15% of at least one token. */
export const shortestText = 7;

/** Whole sentences together up to `maxLength` tokens, [CLS] included; a longer sentence is cut. Throws `bad-corpus` if no text may be trained on. */
export function glmTexts(
  corpus: Corpus,
  tokenizer: Tokenizer,
  { maxLength, holdOutEvery }: { maxLength: number; holdOutEvery: number },
): { texts: GlmText[]; cut: number } {
  const subjects = corpusSubjects(corpus.documents, holdOutEvery);
  const texts: GlmText[] = [];
  let cut = 0;
  const room = maxLength - 1;
  for (const document of corpus.documents) {
    const subject = subjectOf(document);
    const { heldOut, split } = subjects.get(subject)!;
    const sentences = sentencesOf(document, corpus, tokenizer);
    const lengths = sentences.map(({ tokens }) => tokens.length);
    for (const [first, end] of packBlocks(lengths, room)) {
      const tokens = sentences.slice(first, end).flatMap((one) => one.tokens);
      if (tokens.length > room) {
        tokens.length = room;
        cut++;
      }
      const facts = factsIn(tokens, document).map(({ start, end }) => ({ start: 1 + start, end: 1 + end }));
      const ids = [tokenizer.special.cls, ...tokens.map(({ id }) => id)];
      const id = `${document.id} ${sentences[first]!.start}`;
      texts.push({ id, subject, heldOut, split, ids, facts });
    }
  }
  requireTexts(texts, corpus);
  return { texts, cut };
}

/** The sentences of a document in tokens. */
export function sentencesOf(
  document: Document,
  { manifest }: Corpus,
  tokenizer: Tokenizer,
): { start: number; tokens: PlacedToken[] }[] {
  return splitSentences(document.text, languageOf(document, manifest)).map(({ start, end }) => {
    const { ids, ranges } = tokenizer.encode(document.text.slice(start, end));
    const tokens = ids.map((id, i) => ({ id, start: start + ranges[i]!.start, end: start + ranges[i]!.end }));
    return { start, tokens };
  });
}

/** The salient spans of a document that are among these tokens as whole ones, as spans of them. */
export function factsIn(tokens: readonly PlacedToken[], { spans = [] }: Document): Span[] {
  return spans.flatMap((span): Span[] => {
    const from = tokens.findIndex(({ start }) => start === span.start);
    const to = tokens.findIndex(({ end }) => end === span.end);
    return from >= 0 && to >= from ? [{ start: from, end: to + 1 }] : [];
  });
}

/** Throws `bad-corpus` if no text may be trained on. */
export function requireTexts(texts: readonly GlmText[], { manifest }: Corpus): void {
  if (!texts.some(({ heldOut, ids }) => !heldOut && ids.length >= shortestText)) {
    throw new RetrogradError(
      'bad-corpus',
      sentence`${manifest.title} has no text of ${shortestText - 1} tokens or more to train on: choose a corpus with longer texts.`,
    );
  }
}
