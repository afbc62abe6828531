/** The client of the import worker: a promise for each question, and progress. `close` cancels everything pending. */

import type { Corpus } from '../text/corpus/corpus.ts';
import { checkImportSize } from '../text/import/limit.ts';
import type { AddedQuestions } from '../text/import/nq.ts';
import type { ImportPreview } from '../text/import/preview.ts';
import type { NameModelSource } from '../text/salient/name-model-files.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import type {
  ImportChoices,
  ImportFile,
  ImportProgress,
  ImportQuestion,
  ImportQuestions,
  ImportRequest,
} from './import-messages.ts';
import { PendingQuestions, type Reply } from './questions.ts';

/** The part of a Worker that the client uses; tests replace it. */
export interface ImportWorkerLike {
  postMessage(message: ImportRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Reply>) => unknown) | null;
  onerror: ((event: ErrorEvent) => unknown) | null;
}

/** The shipped import worker. */
export function spawnImportWorker(): ImportWorkerLike {
  return new Worker(new URL('./import.worker.ts', import.meta.url), {
    type: 'module',
    name: 'import',
  }) as ImportWorkerLike;
}

export class ImportClient {
  private worker: ImportWorkerLike | null = null;
  private readonly questions = new PendingQuestions();

  constructor(
    private readonly onProgress: (progress: ImportProgress) => void = () => {},
    private readonly spawn: () => ImportWorkerLike = spawnImportWorker,
  ) {}

  /**
   * Reads files and previews the corpus that they give.
   *
   * @throws RetrogradError `bad-corpus`: larger than can be imported, empty, or an archive that cannot be read; `cancelled`;
   * `worker-died`
   */
  async read(name: string, files: ImportFile[]): Promise<ImportPreview> {
    checkImportSize(
      name,
      files.reduce((sum, { file }) => sum + file.size, 0),
    );
    return this.ask('read', { name, files });
  }

  /** Previews the same files with other choices; throws as `read` does. */
  async preview(choices: ImportChoices): Promise<ImportPreview> {
    return this.ask('preview', { choices });
  }

  /**
   * Asks the Wikipedia of a language for pages, and previews the corpus that they give.
   *
   * @throws RetrogradError as `importWikipedia` does; `worker-died`
   */
  async pages(titles: string[], language: string): Promise<ImportPreview> {
    return this.ask('pages', { titles, language });
  }

  /**
   * Finds the names of a corpus with a pretrained model, and previews the corpus with these names.
   *
   * @throws RetrogradError as `loadPretrainedFinder` does; `cancelled`; `worker-died`
   */
  async annotate(corpus: Corpus, source: NameModelSource): Promise<ImportPreview> {
    return this.ask('annotate', { corpus, source });
  }

  /**
   * Adds the questions of a file (NQ-open, or our own `questions.jsonl`) to a corpus.
   *
   * @throws RetrogradError `bad-corpus`, which names file, line and fix; `cancelled`; `worker-died`
   */
  async addQuestions(corpus: Corpus, file: File): Promise<AddedQuestions> {
    checkImportSize(file.name, file.size);
    return this.ask('questions', { corpus, name: file.name, file });
  }

  /** The corpus of the last preview; throws as `read` does. */
  async take(): Promise<Corpus> {
    return this.ask('take', null);
  }

  /** A corpus as a zip archive of our format; throws `cancelled` or `worker-died`. */
  async pack(corpus: Corpus): Promise<Uint8Array<ArrayBuffer>> {
    return this.ask('pack', { corpus });
  }

  /** Ends the worker, whatever it is doing; pending questions are rejected with `cancelled`. */
  close(): void {
    this.release(new RetrogradError('cancelled', 'The import was cancelled.'));
  }

  private ask<K extends ImportQuestion>(
    type: K,
    query: ImportQuestions[K]['query'],
  ): Promise<ImportQuestions[K]['answer']> {
    const worker = (this.worker ??= this.start());
    return this.questions.ask((id) => worker.postMessage({ id, type, query } as ImportRequest), {
      onProgress: (done, total, stage) => this.onProgress({ stage: stage as ImportProgress['stage'], done, total }),
    });
  }

  private start(): ImportWorkerLike {
    const worker = this.spawn();
    worker.onmessage = ({ data }) => {
      if (worker === this.worker) this.questions.receive(data);
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      if (worker !== this.worker) return;
      const reason = event.message || 'it could not be loaded';
      this.release(
        new RetrogradError(
          'worker-died',
          sentence`The import stopped (${reason}). Choose the file again, or a smaller one.`,
        ),
      );
    };
    return worker;
  }

  private release(error: RetrogradError): void {
    this.worker?.terminate();
    this.worker = null;
    this.questions.rejectAll(error);
  }
}
