/** What the import worker does: files to a preview, a preview to a corpus. It knows no worker, so that a test can ask it directly. */

import type { Corpus } from '../text/corpus/corpus.ts';
import { corpusToZip, isZip } from '../text/corpus/zip.ts';
import { bytesOf } from '../text/import/bytes.ts';
import { importInput } from '../text/import/import.ts';
import { outcomeOf, previewImport } from '../text/import/preview.ts';
import type { ImportInput } from '../text/import/types.ts';
import { importWikipedia } from '../text/import/wikipedia.ts';
import { annotated } from '../text/salient/annotate.ts';
import type { NameModelSource } from '../text/salient/name-model-files.ts';
import { loadPretrainedFinder } from '../text/salient/pretrained-finder.ts';
import { RetrogradError, toErrorReport } from '../util/errors.ts';
import type { ImportChoices, ImportEvent, ImportFile, ImportProgress, ImportRequest } from './import-messages.ts';

export type PostImportEvent = (event: ImportEvent, transfer?: Transferable[]) => void;

/** What reaches beyond the files that were given; a test puts its own in place. */
export interface ImportTools {
  wikipedia: typeof importWikipedia;
  loadFinder: typeof loadPretrainedFinder;
}

const shippedTools: ImportTools = { wikipedia: importWikipedia, loadFinder: loadPretrainedFinder };

export class ImportServer {
  private input: ImportInput | null = null;
  /** Of the last preview; null where that failed. */
  private corpus: Corpus | null = null;
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly post: PostImportEvent,
    private readonly tools = shippedTools,
  ) {}

  /** Requests are served in their order, one after the other. */
  receive(request: ImportRequest): Promise<void> {
    this.queue = this.queue
      .then(() => this.serve(request))
      .catch((error) => this.post({ type: 'failed', error: toErrorReport(error) }));
    return this.queue;
  }

  private async serve(request: ImportRequest): Promise<void> {
    switch (request.type) {
      case 'read':
        await this.read(request.name, request.files);
        return this.preview({});
      case 'preview':
        return this.preview(request.choices);
      case 'pages':
        return this.fetchPages(request.titles, request.language);
      case 'annotate':
        return this.annotate(request.corpus, request.source);
      case 'take':
        if (!this.corpus) throw new RetrogradError('bad-corpus', 'There is nothing to import: choose a file first.');
        return this.post({ type: 'corpus', corpus: this.corpus });
      case 'pack': {
        this.report({ stage: 'packing', done: 0, total: 0 });
        const bytes = corpusToZip(request.corpus);
        return this.post({ type: 'packed', bytes }, [bytes.buffer]);
      }
      default:
        request satisfies never;
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
    const [only] = contents.size === 1 ? contents.values() : [];
    this.input = importInput(name, only && isZip(only) ? only : contents);
  }

  private preview(choices: ImportChoices): void {
    if (!this.input) throw new RetrogradError('bad-corpus', 'There is nothing to preview: choose a file first.');
    this.corpus = null;
    this.report({ stage: 'records', done: 0, total: 0 });
    const { preview, corpus } = previewImport(this.input, {
      ...choices,
      onProgress: (documents, questions) => this.report({ stage: 'records', done: documents + questions, total: 0 }),
    });
    this.corpus = corpus;
    this.post({ type: 'preview', preview });
  }

  private async fetchPages(titles: readonly string[], language: string): Promise<void> {
    this.report({ stage: 'pages', done: 0, total: titles.length });
    const { corpus, skipped } = await this.tools.wikipedia(titles, language, {
      onProgress: (done, total) => this.report({ stage: 'pages', done, total }),
    });
    this.show('wikipedia', corpus, skipped);
  }

  private async annotate(corpus: Corpus, source: NameModelSource): Promise<void> {
    this.report({ stage: 'model', done: 0, total: 0 });
    const finder = await this.tools.loadFinder(source, (done, total) => this.report({ stage: 'model', done, total }));
    this.report({ stage: 'names', done: 0, total: 0 });
    const found = await annotated(corpus, finder, (done, total) => this.report({ stage: 'names', done, total }));
    await finder.destroy();
    this.show('annotated', found, {});
  }

  /** Previews a corpus that comes from no file, so that nothing of its reading can be chosen. */
  private show(format: string, corpus: Corpus, skipped: Record<string, number>): void {
    this.input = null;
    this.corpus = corpus;
    const outcome = outcomeOf(corpus, skipped);
    this.post({ type: 'preview', preview: { format, formats: [], columns: null, outcome, error: null } });
  }

  private report(progress: ImportProgress): void {
    this.post({ type: 'progress', progress });
  }
}

/** Bytes between two reports while files are read. */
const reportedBytes = 1_000_000;
