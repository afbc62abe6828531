/** A library in memory, for tests; `isFull` makes every write fail, as if the quota were used up. */

import { RetrogradError } from '../../util/errors.ts';
import { type CorpusTexts, type LibraryEntry, type LibraryStorage, missingCorpus } from '../library.ts';

export class MemoryLibrary implements LibraryStorage {
  readonly entries = new Map<string, LibraryEntry>();
  readonly allTexts = new Map<string, CorpusTexts>();
  isFull = false;

  async list(): Promise<LibraryEntry[]> {
    return [...this.entries.values()];
  }

  async texts(id: string): Promise<CorpusTexts | null> {
    return this.allTexts.get(id) ?? null;
  }

  async add(entry: LibraryEntry, texts: CorpusTexts): Promise<void> {
    this.refuseIfFull();
    if (this.entries.has(entry.manifest.id)) throw new Error(`${entry.manifest.id} is taken`);
    this.entries.set(entry.manifest.id, entry);
    this.allTexts.set(entry.manifest.id, texts);
  }

  async change(id: string, change: (stored: LibraryEntry) => LibraryEntry): Promise<void> {
    this.refuseIfFull();
    const stored = this.entries.get(id);
    if (!stored) throw missingCorpus(id);
    this.entries.set(id, change(stored));
  }

  async replace(entry: LibraryEntry, texts: CorpusTexts): Promise<void> {
    this.refuseIfFull();
    const stored = this.entries.get(entry.manifest.id);
    if (!stored || stored.removedAt !== undefined) throw missingCorpus(entry.manifest.id);
    this.entries.set(entry.manifest.id, entry);
    this.allTexts.set(entry.manifest.id, texts);
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.entries.delete(id);
      this.allTexts.delete(id);
    }
  }

  private refuseIfFull(): void {
    if (this.isFull) throw new RetrogradError('storage-full', 'This browser’s storage is full.');
  }
}
