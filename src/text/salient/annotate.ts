/** Spans of a whole corpus found once and kept with its documents, where finding them takes a model. */
import type { Corpus, Document } from '../corpus/corpus.ts';
import { splitSentences } from '../corpus/sentences.ts';
import type { SalientSpan } from '../tokenizer/tokens.ts';

/** Finds salient spans of sentences, in another way than `salientSpans` (spans.ts). */
export interface NameFinder {
  /** Spans of each sentence, sorted, apart from each other; positions count from the start of the sentence. */
  find(sentences: readonly string[], language: string): Promise<SalientSpan[][]>;
}

/** Sentences that are looked at between two words of progress. */
const chunk = 64;

/**
 * The corpus with the spans of every document as `finder` finds them; those it had are replaced. Runs, exports and the masking lab then use
 * these, because documents that know their spans are believed (`Document.spans`).
 *
 * @param onProgress sentences done, and how many there are
 */
export async function annotated(
  corpus: Corpus,
  finder: NameFinder,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Corpus> {
  const { language } = corpus.manifest;
  const documents: Document[] = corpus.documents.map((document) => ({ ...document, spans: [] }));
  const sentences = documents.flatMap((document) =>
    splitSentences(document.text, language).map((range) => ({ document, range })),
  );
  for (let begin = 0; begin < sentences.length; begin += chunk) {
    const batch = sentences.slice(begin, begin + chunk);
    const texts = batch.map(({ document, range }) => document.text.slice(range.start, range.end));
    const found = await finder.find(texts, language);
    for (const [i, { document, range }] of batch.entries()) {
      for (const { start, end, kind } of found[i]!) {
        document.spans!.push({ start: start + range.start, end: end + range.start, kind });
      }
    }
    onProgress(Math.min(begin + chunk, sentences.length), sentences.length);
  }
  return { ...corpus, documents };
}
