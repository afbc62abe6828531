/** What the import worker does: files to a preview, a preview to a corpus. It does not depend on a worker, so that a test can call it directly. */

import type { Corpus } from '../text/corpus/corpus.ts';
import { corpusToZip } from '../text/corpus/zip.ts';
import { bytesOf } from '../text/import/bytes.ts';
import { importInput } from '../text/import/input.ts';
import { addQuestions } from '../text/import/nq.ts';
import { type ImportPreview, outcomeOf, previewImport } from '../text/import/preview.ts';
import type { ImportInput } from '../text/import/types.ts';
import { importWikipedia } from '../text/import/wikipedia.ts';
import { annotated } from '../text/salient/annotate.ts';
import type { NameModelSource } from '../text/salient/name-model-files.ts';
import { loadPretrainedFinder } from '../text/salient/pretrained-finder.ts';
import { RetrogradError, toErrorReport } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import type {
  ImportChoices,
  ImportFile,
  ImportProgress,
  ImportQuestion,
  ImportQuestions,
  ImportRequest,
} from './import-messages.ts';
import type { Reply } from './questions.ts';

export type PostReply = (reply: Reply, transfer?: Transferable[]) => void;

/** The functions that need more than the given files, such as the network; tests replace them. */
export interface ImportTools {
  wikipedia: typeof importWikipedia;
  loadFinder: typeof loadPretrainedFinder;
}

const shippedTools: ImportTools = { wikipedia: importWikipedia, loadFinder: loadPretrainedFinder };

export class ImportServer {
  private input: ImportInput | null = null;
  /** The corpus of the last preview; null if that failed. */
  private corpus: Corpus | null = null;
  private queue: Promise<void> = Promise.resolve();

  /** The id of the question that is being answered. */
  private id = 0;

  constructor(
    private readonly post: PostReply,
    private readonly tools = shippedTools,
  ) {}

  /** Questions are answered in order, one after the other. */
  receive(request: ImportRequest): Promise<void> {
    this.queue = this.queue.then(() => this.serve(request));
    return this.queue;
  }

  private async serve(request: ImportRequest): Promise<void> {
    const { id } = request;
    this.id = id;
    try {
      const answer = await this.answer(request);
      this.post({ type: 'answer', id, answer }, answer instanceof Uint8Array ? [answer.buffer] : []);
    } catch (error) {
      this.post({ type: 'refusal', id, error: toErrorReport(error) });
    }
  }

  private async answer(request: ImportRequest): Promise<ImportQuestions[ImportQuestion]['answer']> {
    switch (request.type) {
      case 'read':
        await this.read(request.query.name, request.query.files);
        return this.preview({});
      case 'preview':
        return this.preview(request.query.choices);
      case 'pages':
        return this.fetchPages(request.query.titles, request.query.language);
      case 'annotate':
        return this.annotate(request.query.corpus, request.query.source);
      case 'questions': {
        const { corpus, name, file } = request.query;
        return addQuestions(corpus, name, await bytesOf(name, file));
      }
      case 'take':
        if (!this.corpus)
          throw new RetrogradError('bad-corpus', sentence`There is nothing to import: choose a file first.`);
        return this.corpus;
      case 'pack':
        this.report({ stage: 'packing', done: 0, total: 0 });
        return corpusToZip(request.query.corpus);
      default:
        return request satisfies never;
    }
  }

  private async read(name: string, files: readonly ImportFile[]): Promise<void> {
    const total = files.reduce((sum, { file }) => sum + file.size, 0);
    const contents = new Map<string, Uint8Array>();
    let done = 0;
    let reported = 0;
    const read = (bytes: number) => {
      done += bytes;
      if (done - reported < reportedBytes) return;
      reported = done;
      this.report({ stage: 'reading', done, total });
    };
    for (const { path, file } of files) contents.set(path, await bytesOf(path, file, read));
    this.report({ stage: 'unpacking', done: 0, total: 0 });
    this.input = importInput(name, contents);
  }

  private preview(choices: ImportChoices): ImportPreview {
    if (!this.input)
      throw new RetrogradError('bad-corpus', sentence`There is nothing to preview: choose a file first.`);
    this.corpus = null;
    this.report({ stage: 'records', done: 0, total: 0 });
    const { preview, corpus } = previewImport(this.input, {
      ...choices,
      onProgress: (documents, questions) => this.report({ stage: 'records', done: documents + questions, total: 0 }),
    });
    this.corpus = corpus;
    return preview;
  }

  private async fetchPages(titles: readonly string[], language: string): Promise<ImportPreview> {
    this.report({ stage: 'pages', done: 0, total: titles.length });
    const { corpus, skipped } = await this.tools.wikipedia(titles, language, {
      onProgress: (done, total) => this.report({ stage: 'pages', done, total }),
    });
    return this.show('wikipedia', corpus, skipped);
  }

  private async annotate(corpus: Corpus, source: NameModelSource): Promise<ImportPreview> {
    this.report({ stage: 'model', done: 0, total: 0 });
    const finder = await this.tools.loadFinder(source, (done, total) => this.report({ stage: 'model', done, total }));
    this.report({ stage: 'names', done: 0, total: 0 });
    const found = await annotated(corpus, finder, (done, total) => this.report({ stage: 'names', done, total }));
    await finder.destroy();
    return this.show('annotated', found, {});
  }

  /** Previews a corpus that does not come from files, so that there is no choice of how to read it. */
  private show(format: string, corpus: Corpus, skipped: Record<string, number>): ImportPreview {
    this.input = null;
    this.corpus = corpus;
    const outcome = outcomeOf(corpus, skipped);
    return { format, formats: [], columns: null, outcome, error: null };
  }

  private report(progress: ImportProgress): void {
    this.post({ type: 'progress', id: this.id, ...progress });
  }
}

/** Bytes between two reports while files are read. */
const reportedBytes = 1_000_000;
