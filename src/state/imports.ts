/** An import on the page: files are read in a worker, previewed, and added to the library; before that nothing is stored. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Corpus } from '../text/corpus/corpus.ts';
import type { AddedQuestions } from '../text/import/nq.ts';
import type { ImportPreview } from '../text/import/preview.ts';
import type { NameModelSource } from '../text/salient/name-model-files.ts';
import { type ErrorReport, RetrogradError, toErrorReport } from '../util/errors.ts';
import { ImportClient, type ImportWorkerLike } from '../worker/import-client.ts';
import type { ImportChoices, ImportFile, ImportProgress } from '../worker/import-messages.ts';
import { type Library, type LibraryEntry, missingCorpus } from './library.ts';

export interface ImportState {
  /** `reading`: no preview yet, or another one is on its way; `ready`: the user decides; `taking`: it is being added to the library. */
  status: 'idle' | 'reading' | 'ready' | 'taking';
  /** The name of the file or folder. */
  name: string;
  /** Where the text comes from: files, Wikipedia, or a corpus of the library in which a model finds the names. */
  from: 'files' | 'wikipedia' | 'library';
  progress: ImportProgress | null;
  choices: ImportChoices;
  /** Stays on screen while another preview is made. */
  preview: ImportPreview | null;
  /** The typed title; null: that of the preview. */
  title: string | null;
  error: ErrorReport | null;
  /** What was last typed for Wikipedia; it stays when an import ends. */
  asked: { titles: string; language: string };
}

const idle: Omit<ImportState, 'asked'> = {
  status: 'idle',
  name: '',
  from: 'files',
  progress: null,
  choices: {},
  preview: null,
  title: null,
  error: null,
};

export interface ImportsOptions {
  library: Library;
  spawn?: () => ImportWorkerLike;
}

export class Imports {
  readonly store: StoreApi<ImportState> = createStore(() => ({
    ...idle,
    asked: { titles: '', language: 'en' },
  }));
  private client: ImportClient | null = null;
  /** Increases with every action that makes the pending one obsolete. */
  private turn = 0;

  constructor(private readonly options: ImportsOptions) {}

  get state(): ImportState {
    return this.store.getState();
  }

  /** Reads files for a preview; a pending import is cancelled. */
  async begin(name: string, files: ImportFile[]): Promise<void> {
    await this.start({ name, from: 'files' }, (client) => client.read(name, files));
  }

  /** Asks Wikipedia for pages, for a preview. */
  async fetchPages(name: string, titles: string[], language: string): Promise<void> {
    await this.start({ name, from: 'wikipedia' }, (client) => client.pages(titles, language));
  }

  /** Keeps what is typed for Wikipedia. */
  setAsked(asked: Partial<ImportState['asked']>): void {
    this.store.setState({ asked: { ...this.state.asked, ...asked } });
  }

  /** Finds the names of a corpus of the library with a pretrained model, for a preview; the corpus stays as it is. */
  async findNames(name: string, id: string, source: NameModelSource): Promise<void> {
    await this.start({ name, from: 'library' }, async (client) => {
      const corpus = await this.options.library.load(id);
      if (!corpus) throw missingCorpus(id);
      // cancelled in the meantime: no worker must be started
      if (client !== this.client) throw new RetrogradError('cancelled', 'The import was cancelled.');
      return client.annotate(corpus, source);
    });
  }

  /** Makes another preview of the same files. A new format discards the columns, which were chosen for another format. */
  async choose(changed: ImportChoices): Promise<void> {
    const { client } = this;
    if (!client || this.state.status === 'taking') return;
    const { columns, ...kept } = this.state.choices;
    const choices = changed.format === undefined ? { columns, ...kept, ...changed } : { ...kept, ...changed };
    this.store.setState({ choices, status: 'reading', progress: null, error: null });
    await this.show(() => client.preview(choices));
  }

  setTitle(title: string): void {
    this.store.setState({ title });
  }

  /** Adds the previewed corpus to the library and ends the import; null if that failed or was cancelled. */
  async take(): Promise<LibraryEntry | null> {
    const { client } = this;
    const { status, preview, title } = this.state;
    if (!client || status !== 'ready' || !preview?.outcome) return null;
    const turn = ++this.turn;
    this.store.setState({ status: 'taking', error: null });
    try {
      const corpus = await client.take();
      const manifest = { ...corpus.manifest, title: title?.trim() || corpus.manifest.title };
      if (turn !== this.turn) return null;
      const entry = await this.options.library.add({ ...corpus, manifest });
      if (turn === this.turn) {
        this.cancel();
        return entry;
      }
      await this.options.library.discard(entry.manifest.id);
    } catch (error) {
      if (turn === this.turn) this.store.setState({ status: 'ready', error: toErrorReport(error) });
    }
    return null;
  }

  /** Ends the worker and discards what it read. */
  cancel(): void {
    this.turn++;
    this.client?.close();
    this.client = null;
    if (this.state.status !== 'idle') this.store.setState(idle);
  }

  private async start(
    begun: Pick<ImportState, 'name' | 'from'>,
    asking: (client: ImportClient) => Promise<ImportPreview>,
  ): Promise<void> {
    this.cancel();
    const client = new ImportClient((progress) => {
      if (client === this.client) this.store.setState({ progress });
    }, this.options.spawn);
    this.client = client;
    this.store.setState({ ...idle, ...begun, status: 'reading' });
    await this.show(() => asking(client));
  }

  private async show(asking: () => Promise<ImportPreview>): Promise<void> {
    const turn = ++this.turn;
    try {
      const preview = await asking();
      if (turn === this.turn) this.store.setState({ status: 'ready', preview, error: preview.error });
    } catch (error) {
      if (turn === this.turn) this.store.setState({ status: 'ready', error: toErrorReport(error) });
    }
  }
}

/**
 * Adds the questions of a file to a corpus of the library, which keeps its id. The file is read in the import worker.
 *
 * @throws RetrogradError `bad-corpus`, which names file, line and fix; `storage-full`; `worker-died`; then the corpus is unchanged
 */
export async function addQuestions(
  library: Library,
  id: string,
  file: File,
  spawn?: () => ImportWorkerLike,
): Promise<Omit<AddedQuestions, 'corpus'>> {
  const { corpus, added, skipped } = await inWorker(library, id, spawn, (client, before) =>
    client.addQuestions(before, file),
  );
  if (added > 0) await library.replaceTexts(id, corpus);
  return { added, skipped };
}

/**
 * A corpus of the library as a zip archive of our format.
 *
 * @throws RetrogradError `bad-corpus` if it is not there; `worker-died`
 */
export function packCorpus(
  library: Library,
  id: string,
  spawn?: () => ImportWorkerLike,
): Promise<Uint8Array<ArrayBuffer>> {
  return inWorker(library, id, spawn, (client, corpus) => client.pack(corpus));
}

async function inWorker<T>(
  library: Library,
  id: string,
  spawn: (() => ImportWorkerLike) | undefined,
  work: (client: ImportClient, corpus: Corpus) => Promise<T>,
): Promise<T> {
  const corpus = await library.load(id);
  if (!corpus) throw missingCorpus(id);
  const client = new ImportClient(undefined, spawn);
  try {
    return await work(client, corpus);
  } finally {
    client.close();
  }
}
