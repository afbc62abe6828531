/** The page's end of the import worker: promises for answers, progress for waiting. `close` ends whatever is going on. */

import type { Corpus } from '../text/corpus/corpus.ts';
import { checkImportSize } from '../text/import/limit.ts';
import type { ImportPreview } from '../text/import/preview.ts';
import type { NameModelSource } from '../text/salient/name-model-files.ts';
import { fromErrorReport, RetrogradError } from '../util/errors.ts';
import type { ImportChoices, ImportEvent, ImportFile, ImportProgress, ImportRequest } from './import-messages.ts';

/** What of a Worker the client uses, so that a scripted one can stand in for it. */
export interface ImportWorkerLike {
  postMessage(message: ImportRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<ImportEvent>) => unknown) | null;
  onerror: ((event: ErrorEvent) => unknown) | null;
}

/** The shipped import worker. */
export function spawnImportWorker(): ImportWorkerLike {
  return new Worker(new URL('./import.worker.ts', import.meta.url), {
    type: 'module',
    name: 'import',
  }) as ImportWorkerLike;
}

type Answer = Exclude<ImportEvent, { type: 'progress' | 'failed' }>;

interface Waiting {
  resolve: (answer: Answer) => void;
  reject: (error: RetrogradError) => void;
}

export class ImportClient {
  private worker: ImportWorkerLike | null = null;
  /** The worker answers in the order in which it is asked. */
  private waiting: Waiting[] = [];

  constructor(
    private readonly onProgress: (progress: ImportProgress) => void = () => {},
    private readonly spawn: () => ImportWorkerLike = spawnImportWorker,
  ) {}

  /**
   * Reads files and reports what would be made of them.
   *
   * @throws RetrogradError `bad-corpus`: larger than can be imported, empty, or an archive that cannot be read; `cancelled`;
   * `worker-died`
   */
  async read(name: string, files: ImportFile[]): Promise<ImportPreview> {
    checkImportSize(
      name,
      files.reduce((sum, { file }) => sum + file.size, 0),
    );
    return this.askForPreview({ type: 'read', name, files });
  }

  /** What would be made of the same files with other choices; throws as `read` does. */
  async preview(choices: ImportChoices): Promise<ImportPreview> {
    return this.askForPreview({ type: 'preview', choices });
  }

  /**
   * Asks the Wikipedia of a language for pages, and reports what would be made of them.
   *
   * @throws RetrogradError as `importWikipedia` does; `worker-died`
   */
  async pages(titles: string[], language: string): Promise<ImportPreview> {
    return this.askForPreview({ type: 'pages', titles, language });
  }

  /**
   * Finds the names of a corpus with a pretrained model, and reports what the corpus with them is like.
   *
   * @throws RetrogradError as `loadPretrainedFinder` does; `cancelled`; `worker-died`
   */
  async annotate(corpus: Corpus, source: NameModelSource): Promise<ImportPreview> {
    return this.askForPreview({ type: 'annotate', corpus, source });
  }

  /** The corpus of the last preview; throws as `read` does. */
  async take(): Promise<Corpus> {
    return ((await this.ask({ type: 'take' })) as Extract<Answer, { type: 'corpus' }>).corpus;
  }

  /** A corpus as a zip archive of our format; throws `cancelled` or `worker-died`. */
  async pack(corpus: Corpus): Promise<Uint8Array<ArrayBuffer>> {
    return ((await this.ask({ type: 'pack', corpus })) as Extract<Answer, { type: 'packed' }>).bytes;
  }

  /** Ends the worker in the middle of whatever it does; who waits for it gets `cancelled`. */
  close(): void {
    this.release(new RetrogradError('cancelled', 'The import was cancelled.'));
  }

  private async askForPreview(request: ImportRequest): Promise<ImportPreview> {
    return ((await this.ask(request)) as Extract<Answer, { type: 'preview' }>).preview;
  }

  private ask(request: ImportRequest): Promise<Answer> {
    this.worker ??= this.start();
    const { worker } = this;
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      worker.postMessage(request);
    });
  }

  private start(): ImportWorkerLike {
    const worker = this.spawn();
    worker.onmessage = ({ data }) => {
      if (worker !== this.worker) return;
      if (data.type === 'progress') this.onProgress(data.progress);
      else if (data.type === 'failed') this.waiting.shift()?.reject(fromErrorReport(data.error));
      else this.waiting.shift()?.resolve(data);
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      if (worker !== this.worker) return;
      const reason = event.message || 'it could not be loaded';
      this.release(
        new RetrogradError('worker-died', `The import stopped (${reason}). Choose the file again, or a smaller one.`),
      );
    };
    return worker;
  }

  private release(error: RetrogradError): void {
    this.worker?.terminate();
    this.worker = null;
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}
