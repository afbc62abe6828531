/** A corpus as titles, each with the opening sentence of its article. */
import { corpusSubjects, subjectOf } from '../../../run/subjects.ts';
import type { Corpus } from '../../../text/corpus/corpus.ts';
import type { Tokenizer } from '../../../text/tokenizer/tokens.ts';
import type { Title } from '../probes.ts';
import { factsIn, type GlmText, requireTexts, sentencesOf } from '../texts.ts';

/**
 * [CLS], the title, the first sentence: together up to `maxLength` tokens; a longer opening is cut. A document without a title, or whose title leaves no room,
 * is left out. Throws `bad-corpus` if no text may be trained on.
 */
export function openingTexts(
  corpus: Corpus,
  tokenizer: Tokenizer,
  { maxLength, holdOutEvery }: { maxLength: number; holdOutEvery: number },
): { texts: GlmText[]; cut: number } {
  const subjects = corpusSubjects(corpus.documents, holdOutEvery);
  const texts: GlmText[] = [];
  let cut = 0;
  for (const document of corpus.documents) {
    const { ids: title } = tokenizer.encode(document.title);
    const [first] = sentencesOf(document, corpus, tokenizer);
    const start = 1 + title.length;
    if (title.length === 0 || !first || first.tokens.length === 0 || start >= maxLength) continue;
    if (start + first.tokens.length > maxLength) cut++;
    const tokens = first.tokens.slice(0, maxLength - start);
    const subject = subjectOf(document);
    texts.push({
      ...{ id: `${document.id} opening`, subject, ...subjects.get(subject)! },
      ids: [tokenizer.special.cls, ...title, ...tokens.map(({ id }) => id)],
      facts: factsIn(tokens, document).map((span) => ({ start: start + span.start, end: start + span.end })),
      opening: { start, end: start + tokens.length },
    });
  }
  requireTexts(texts, corpus);
  return { texts, cut };
}

/** Titles told of each kind. */
const titlesTold = 30;

/** The first titles of a corpus that are held out, then the first of those that are not. */
export function someTitles(corpus: Corpus, holdOutEvery: number): Title[] {
  const subjects = corpusSubjects(corpus.documents, holdOutEvery);
  return [true, false].flatMap((isHeldOut) => {
    const own = corpus.documents.filter((one) => one.title && subjects.get(subjectOf(one))!.heldOut === isHeldOut);
    return [...new Set(own.map(({ title }) => title))].slice(0, titlesTold).map((title) => ({ title, isHeldOut }));
  });
}
