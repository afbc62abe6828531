/**
 * What is known about the kernels on an adapter, kept in IndexedDB: a reload, a second run and a second tab prove and measure nothing again. It
 * belongs to the adapter's description and to the version of the browser, which compiles the kernels. If the browser stores nothing, every session
 * begins anew.
 */
import { type IDBPDatabase, openDB } from 'idb';
import { type KernelMemory, mergedMemory } from '../graph/kernel-memory.ts';
import { z } from '../util/zod.ts';

const text = z.string().check(z.maxLength(10_000));
const memorySchema = z.object({
  proofs: z.record(text, text),
  measured: z.record(
    text,
    z.object({ variant: text, ms: z.record(text, z.number().check(z.nonnegative())), version: text }),
  ),
});
const exportSchema = z.record(text, memorySchema);

/** Adapters that are kept, each for one version of the browser. */
const adapterLimit = 8;

const store = 'adapters';

const database = (name: string): Promise<IDBPDatabase> =>
  openDB(name, 2, {
    upgrade(db) {
      // version 1 kept choices that were timed by their submits
      if (db.objectStoreNames.contains('choices')) db.deleteObjectStore('choices');
      db.createObjectStore(store);
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });

export class KernelCache {
  /** @param browser its name and version */
  constructor(
    private readonly browser = navigator.userAgent,
    private readonly name = 'retrograd-kernels',
  ) {}

  /** What is known of an adapter; undefined if nothing is, or if it is damaged. */
  async read(adapter: string): Promise<KernelMemory | undefined> {
    try {
      return await this.use(async (db) => valid(await db.get(store, this.key(adapter))));
    } catch {
      return undefined;
    }
  }

  /** Adds what was found to what other sessions, and other tabs, have found. */
  async add(adapter: string, found: KernelMemory): Promise<void> {
    await this.put({ [this.key(adapter)]: found });
  }

  /** Everything, for a file. */
  async export(): Promise<string> {
    try {
      return await this.use(async (db) => {
        const [keys, values] = [await db.getAllKeys(store), await db.getAll(store)];
        return JSON.stringify(Object.fromEntries(keys.map((key, i) => [key, values[i]])));
      });
    } catch {
      return '{}';
    }
  }

  /** Adds what `export` returned, perhaps in another session; a damaged text is ignored. */
  async import(json: string): Promise<void> {
    try {
      await this.put(exportSchema.parse(JSON.parse(json)));
    } catch {
      // as if there were no file
    }
  }

  private async put(found: Record<string, KernelMemory>): Promise<void> {
    try {
      await this.use(async (db) => {
        const transaction = db.transaction(store, 'readwrite');
        for (const [key, memory] of Object.entries(found)) {
          const merged = mergedMemory(valid(await transaction.store.get(key)), memory);
          await transaction.store.put({ ...merged, writtenAt: Date.now() }, key);
        }
        const entries: { key: IDBValidKey; writtenAt: number }[] = [];
        for await (const { key, value } of transaction.store) entries.push({ key, writtenAt: value.writtenAt ?? 0 });
        entries.sort((a, b) => b.writtenAt - a.writtenAt);
        for (const { key } of entries.slice(adapterLimit)) await transaction.store.delete(key);
        await transaction.done;
      });
    } catch {
      // private windows and full disks store nothing
    }
  }

  private async use<T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T> {
    const db = await database(this.name);
    try {
      return await work(db);
    } finally {
      db.close();
    }
  }

  private key(adapter: string): string {
    return `${adapter} · ${this.browser}`;
  }
}

function valid(value: unknown): KernelMemory | undefined {
  const parsed = memorySchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
