/**
 * The library of imported corpora: a vanilla zustand store over a storage. A corpus is written completely or not at all. A deleted one
 * can be restored until another is deleted or imported, or the page is left; no other tab takes it away before.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import { bundledCorpora, type Corpus, type Manifest } from '../text/corpus/corpus.ts';
import { slugOf, UniqueNames } from '../text/corpus/slug.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';

/** What is known of an imported corpus without its texts. */
export interface LibraryEntry {
  manifest: Manifest;
  /** Characters of all titles, texts and questions. */
  characters: number;
  /** Milliseconds since 1970. */
  importedAt: number;
  /** When it was deleted, in milliseconds since 1970, and only kept so that it can be restored; absent: it was not. */
  removedAt?: number;
}

/** Where the library is stored; tests use Maps. If writing throws `storage-full`, nothing has changed. */
export interface LibraryStorage {
  list(): Promise<LibraryEntry[]>;
  texts(id: string): Promise<CorpusTexts | null>;
  /** Writes both or neither; an id that exists is an error. */
  add(entry: LibraryEntry, texts: CorpusTexts): Promise<void>;
  /** Changes an entry in one transaction; `change` gets what is stored now. Throws `bad-corpus` if the id does not exist. */
  change(id: string, change: (stored: LibraryEntry) => LibraryEntry): Promise<void>;
  /** Replaces both or neither; throws `bad-corpus` if the id does not exist, or was deleted. */
  replace(entry: LibraryEntry, texts: CorpusTexts): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
}

/** What a tab that was closed has deleted is removed for good after this time: longer than a tab is likely to offer its restoration. */
const restorableMs = 24 * 60 * 60 * 1000;

export type CorpusTexts = Pick<Corpus, 'documents' | 'questions'>;

export interface LibraryState {
  /** Newest first. */
  entries: readonly LibraryEntry[];
  /** The last deleted one, while it can be restored. */
  removed: LibraryEntry | null;
}

export class Library {
  readonly store: StoreApi<LibraryState> = createStore(() => ({ entries: [], removed: null }));

  constructor(
    private readonly storage: LibraryStorage,
    private readonly clock: () => number = () => Date.now(),
  ) {}

  get state(): LibraryState {
    return this.store.getState();
  }

  /** Reads the list; what was deleted long ago is removed for good. Another tab may still restore what was deleted lately. */
  async open(): Promise<void> {
    const before = this.clock() - restorableMs;
    const over = (await this.storage.list()).filter(({ removedAt = before }) => removedAt < before);
    if (over.length > 0) await this.storage.remove(over.map(({ manifest }) => manifest.id));
    await this.refresh();
  }

  /** Reads the list again: another tab may have changed it. */
  async refresh(): Promise<void> {
    const entries = (await this.storage.list()).filter(({ removedAt }) => removedAt === undefined);
    this.store.setState({ entries: entries.sort((a, b) => b.importedAt - a.importedAt) });
  }

  /** The corpus of an id, also if it was just deleted; null if the library has none. */
  async load(id: string): Promise<Corpus | null> {
    // these must open even if the browser stores no data
    if (bundledCorpora.some((bundled) => bundled === id)) return null;
    const entry = (await this.storage.list()).find(({ manifest }) => manifest.id === id);
    const texts = entry && (await this.storage.texts(id));
    return texts ? { manifest: entry.manifest, ...texts } : null;
  }

  /**
   * Keeps a corpus under a unique id: its own id as lower-case words, with a number if that exists.
   *
   * @throws RetrogradError `storage-full`; then the library is unchanged
   */
  async add(corpus: Corpus): Promise<LibraryEntry> {
    await this.forgetRemoved();
    const { documents, questions } = corpus;
    const names = new UniqueNames();
    for (const id of bundledCorpora) names.take(id);
    const stored = await this.storage.list();
    for (const { manifest, removedAt } of stored) if (removedAt === undefined) names.take(manifest.id);
    const id = names.take(slugOf(corpus.manifest.id) || 'imported');
    // the id of a deleted corpus is free
    if (stored.some(({ manifest }) => manifest.id === id)) await this.storage.remove([id]);
    const entry = {
      manifest: { ...corpus.manifest, id },
      characters: charactersOf(corpus),
      importedAt: this.clock(),
    };
    await this.storage.add(entry, { documents, questions });
    await this.refresh();
    return entry;
  }

  /** Gives a corpus another title; an empty one changes nothing. */
  async rename(id: string, title: string): Promise<void> {
    const entry = this.entry(id);
    if (title.trim() === '' || title.trim() === entry.manifest.title) return;
    await this.storage.change(id, (stored) => ({ ...stored, manifest: { ...stored.manifest, title: title.trim() } }));
    await this.refresh();
  }

  /**
   * Replaces documents and questions of a corpus, which keeps its id and the title that it has by now.
   *
   * @throws RetrogradError `bad-corpus` if it is not there any more, or `storage-full`; then nothing is changed
   */
  async replaceTexts(id: string, corpus: Corpus): Promise<void> {
    const entry = this.entry(id);
    const { documents, questions } = corpus;
    const counts = { documents: documents.length, questions: questions.length };
    await this.storage.replace(
      { ...entry, manifest: { ...entry.manifest, ...counts }, characters: charactersOf(corpus) },
      { documents, questions },
    );
    await this.refresh();
  }

  /** Deletes a corpus; `undoRemove` restores it. */
  async remove(id: string): Promise<void> {
    const entry = this.entry(id);
    await this.forgetRemoved();
    const removedAt = this.clock();
    await this.storage.change(id, (stored) => ({ ...stored, removedAt }));
    this.store.setState({ removed: entry });
    await this.refresh();
  }

  /** @throws RetrogradError `bad-corpus` if it was removed for good meanwhile */
  async undoRemove(): Promise<void> {
    const { removed } = this.state;
    if (!removed) return;
    try {
      await this.storage.change(removed.manifest.id, ({ removedAt: _, ...restored }) => restored);
    } catch (error) {
      // on a full disk it can be tried again
      if ((error as { code?: unknown }).code === 'bad-corpus') this.store.setState({ removed: null });
      throw error;
    }
    this.store.setState({ removed: null });
    await this.refresh();
  }

  /** Deletes for good. */
  async discard(id: string): Promise<void> {
    await this.storage.remove([id]);
    await this.refresh();
  }

  /** Deletes for good what this tab could restore until now. */
  private async forgetRemoved(): Promise<void> {
    const id = this.state.removed?.manifest.id;
    this.store.setState({ removed: null });
    const stored = (await this.storage.list()).find(({ manifest }) => manifest.id === id);
    if (stored?.removedAt !== undefined) await this.storage.remove([stored.manifest.id]);
  }

  private entry(id: string): LibraryEntry {
    const entry = this.state.entries.find(({ manifest }) => manifest.id === id);
    if (entry) return entry;
    throw missingCorpus(id);
  }
}

export function missingCorpus(id: string): RetrogradError {
  return new RetrogradError(
    'bad-corpus',
    sentence`There is no corpus “${id}” in the library any more: import it again.`,
  );
}

/** Characters of all titles, texts and questions. */
export function charactersOf({ documents, questions }: CorpusTexts): number {
  let characters = 0;
  for (const { title, text } of documents) characters += title.length + text.length;
  for (const { question } of questions) characters += question.length;
  return characters;
}
