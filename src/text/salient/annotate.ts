/** Finds the spans of a whole corpus once, with a model, and stores them in its documents. */
import type { Corpus, Document } from '../corpus/corpus.ts';
import { splitSentences } from '../corpus/sentences.ts';
import type { SalientSpan } from '../tokenizer/tokens.ts';

/** Finds salient spans of sentences by another method than `salientSpans` (spans.ts). */
export interface NameFinder {
  /** Spans of each sentence, sorted and without overlap; positions count from the start of the sentence. */
  find(sentences: readonly string[], language: string): Promise<SalientSpan[][]>;
}

/** Sentences between two calls of `onProgress`. */
const chunk = 64;

/**
 * The corpus with the spans that `finder` finds in every document; spans that it had are replaced. Runs, exports and the masking lab then use
 * them, because the spans of a document (`Document.spans`) have priority over detection.
 *
 * @param onProgress called with the number of sentences done, and of all sentences
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
