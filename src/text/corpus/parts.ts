/**
 * Corpora by their files, and corpora that consist of others: their manifest names the parts, their documents are those of the parts, each with the
 * language of its part, and only their questions are in a file of their own.
 */
import { sentence } from '../../util/sentence.ts';
import { type Corpus, type Document, languageOf } from './corpus.ts';
import { corpusError } from './corpus-error.ts';
import { corpusFromFiles, parseManifest, parseQuestions } from './format.ts';

/** The bytes of a file of the corpus of an id; undefined if there is none. */
export type ReadCorpusFile = (corpus: string, file: string) => Promise<Uint8Array | undefined>;

/**
 * Reads a corpus and its parts; undefined if it has no manifest.
 *
 * @throws RetrogradError `bad-corpus`: a file with a fault, a part that does not exist or has parts itself, a fault of `joinParts`
 */
export async function readCorpus(id: string, read: ReadCorpusFile): Promise<Corpus | undefined> {
  const manifest = await read(id, 'manifest.json');
  if (!manifest) return undefined;
  const { parts, questionSets = [] } = parseManifest(manifest);
  const files = new Map([['manifest.json', manifest]]);
  const own = ['documents.jsonl', 'questions.jsonl', ...questionSets.map(({ file }) => file)];
  for (const name of parts ? ['questions.jsonl'] : own) {
    const bytes = await read(id, name);
    if (bytes) files.set(name, bytes);
  }
  if (!parts) return corpusFromFiles(files, id);
  const corpora = await Promise.all(
    parts.map(async (part) => {
      const bytes = await read(part, 'manifest.json');
      if (!bytes || parseManifest(bytes).parts) {
        throw corpusError(
          'manifest.json',
          undefined,
          sentence`its part "${part}" does not exist or has parts itself. Name corpora that have documents of their own.`,
        );
      }
      return (await readCorpus(part, read))!;
    }),
  );
  return joinParts(files, corpora);
}

/**
 * A corpus of the documents of its parts, in their order, and of its own questions. Its manifest names no parts: it can be saved as any other.
 *
 * @param files manifest.json and, if it promises questions, questions.jsonl
 * @throws RetrogradError `bad-corpus`: an id that two parts use, a parallel document that is none, an unknown document, wrong counts
 */
export function joinParts(files: ReadonlyMap<string, Uint8Array>, parts: readonly Corpus[]): Corpus {
  // sets of questions beside the default one belong to corpora with documents of their own
  const { parts: _, questionSets: __, ...manifest } = parseManifest(files.get('manifest.json')!);
  const documents = parts.flatMap((part) =>
    part.documents.map((document) => ({ ...document, language: languageOf(document, part.manifest) })),
  );
  const byId = new Map<string, Document>();
  for (const document of documents) {
    if (byId.has(document.id)) {
      throw corpusError(
        'manifest.json',
        undefined,
        sentence`two parts have a document "${document.id}". Give one of them another id.`,
      );
    }
    byId.set(document.id, document);
  }
  for (const { id, subject, language, parallel } of documents) {
    const other = parallel === undefined ? undefined : byId.get(parallel);
    if (parallel !== undefined && (!other || other.language === language || other.subject !== subject)) {
      throw corpusError(
        'documents.jsonl',
        undefined,
        sentence`"parallel" of document "${id}" is "${parallel}", which is no document of the same subject in another language. Correct the id.`,
      );
    }
  }
  const bytes = files.get('questions.jsonl');
  const questions = bytes ? parseQuestions(bytes, 'questions.jsonl', new Set(byId.keys())) : [];
  if (manifest.documents !== documents.length || manifest.questions !== questions.length) {
    throw corpusError(
      'manifest.json',
      undefined,
      sentence`it promises ${manifest.documents} documents and ${manifest.questions} questions; its parts hold ${documents.length} documents, and questions.jsonl holds ${questions.length} questions. Correct the counts.`,
    );
  }
  return { manifest, documents, questions };
}
