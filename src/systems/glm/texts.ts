/** A corpus as texts of tokens, and which of them are held out of training. */

import type { Split } from '../../run/records.ts';
import { corpusSubjects, subjectOf } from '../../run/subjects.ts';
import { packBlocks } from '../../text/corpus/blocks.ts';
import { type Corpus, languageOf } from '../../text/corpus/corpus.ts';
import { splitSentences } from '../../text/corpus/sentences.ts';
import type { Tokenizer } from '../../text/tokenizer/tokens.ts';
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
    const sentences = splitSentences(document.text, languageOf(document, corpus.manifest)).map((range) => ({
      range,
      ...tokenizer.encode(document.text.slice(range.start, range.end)),
    }));
    const lengths = sentences.map(({ ids }) => ids.length);
    for (const [first, end] of packBlocks(lengths, room)) {
      const tokens = sentences
        .slice(first, end)
        .flatMap(({ ids, ranges, range }) =>
          ids.map((id, i) => ({ id, start: range.start + ranges[i]!.start, end: range.start + ranges[i]!.end })),
        );
      if (tokens.length > room) {
        tokens.length = room;
        cut++;
      }
      const facts = (document.spans ?? []).flatMap((span): Span[] => {
        const from = tokens.findIndex(({ start }) => start === span.start);
        const to = tokens.findIndex((token) => token.end === span.end);
        return from >= 0 && to >= from ? [{ start: 1 + from, end: 2 + to }] : [];
      });
      const ids = [tokenizer.special.cls, ...tokens.map(({ id }) => id)];
      const id = `${document.id} ${sentences[first]!.range.start}`;
      texts.push({ id, subject, heldOut, split, ids, facts });
    }
  }
  if (!texts.some(({ heldOut, ids }) => !heldOut && ids.length >= shortestText)) {
    throw new RetrogradError(
      'bad-corpus',
      sentence`${corpus.manifest.title} has no text of ${shortestText - 1} tokens or more to train on: choose a corpus with longer texts.`,
    );
  }
  return { texts, cut };
}
