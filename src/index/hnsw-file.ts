/**
 * A graph in hnswlib's own file format, which Python's hnswlib opens. The module writes files to a file system of Emscripten in memory, of which it exports
 * nothing but the copy in IndexedDB (IDBFS); so a file is written there, read from there, and removed.
 */
import type { HierarchicalNSW, HnswlibModule } from 'hnswlib-wasm/dist/hnswlib-317962d7.js';
import { sentence } from '../util/sentence.ts';
import { buildGraph, type HnswLibrary, hnswError } from './hnsw.ts';
import type { IndexSettings } from './settings.ts';

/** Where the module mounts IDBFS, which is also the name of its database and the beginning of the keys in it. */
const folder = '/hnswlib-index';
const store = 'FILE_DATA';
/** A large file takes seconds on a slow disk. */
const waitMs = 60_000;

/**
 * The file of a graph over `vectors` (n, dimension), as `buildHnsw` builds it. `dimension`: that of its points, one more with Bachrach's reduction. It needs a
 * library of its own, and IndexedDB. Throws `index-failed`.
 */
export async function writeHnswFile(
  vectors: Float32Array,
  dimension: number,
  settings: Pick<IndexSettings, 'space' | 'm' | 'efConstruction' | 'efSearch'>,
  library: HnswLibrary,
  onProgress?: (done: number, total: number) => void | Promise<void>,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; space: 'l2' | 'ip'; dimension: number }> {
  const { graph, width } = await buildGraph(vectors, dimension, settings, library, onProgress);
  try {
    const bytes = await alone(() => fileOf(library, graph));
    return { bytes, space: settings.space === 'bachrach' ? 'l2' : 'ip', dimension: width };
  } catch (cause) {
    throw hnswError(sentence`write its file`, cause);
  } finally {
    graph.delete();
  }
}

/** Opens a file of hnswlib: the graph, to be deleted by the caller. Throws `index-failed`. */
export async function readHnswFile(
  bytes: Uint8Array<ArrayBuffer>,
  { space, dimension, size }: { space: 'l2' | 'ip'; dimension: number; size: number },
  library: HnswLibrary,
): Promise<HierarchicalNSW> {
  const graph = new library.HierarchicalNSW(space, dimension, '');
  try {
    await alone(async () => {
      await mount(library);
      const name = crypto.randomUUID();
      await inStore('readwrite', (files) =>
        files.put({ timestamp: new Date(), mode: 0o100666, contents: bytes }, `${folder}/${name}`),
      );
      const { EmscriptenFileSystemManager: files } = library;
      files.syncFS(true, () => {});
      await until(() => files.checkFileExists(name));
      graph.readIndex(name, Math.max(size, 1));
      await removeFile(name);
    });
    return graph;
  } catch (cause) {
    graph.delete();
    throw hnswError(sentence`read its file`, cause);
  }
}

async function fileOf(library: HnswLibrary, graph: HierarchicalNSW): Promise<Uint8Array<ArrayBuffer>> {
  await mount(library);
  const name = crypto.randomUUID();
  graph.writeIndex(name); // begins the copy, too
  let entry: unknown;
  await until(async () => {
    entry = await inStore('readonly', (files) => files.get(`${folder}/${name}`));
    return entry !== undefined;
  });
  await removeFile(name);
  return (entry as { contents: Uint8Array<ArrayBuffer> }).contents.slice();
}

/** IDBFS makes the database like its memory: two threads would remove each other's files. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  // without a secure context there are no locks
  return navigator.locks ? (navigator.locks.request('hnswlib files', work) as Promise<T>) : work();
}

async function mount({ EmscriptenFileSystemManager: files }: HnswlibModule): Promise<void> {
  if (files.isInitialized()) return;
  files.setDebugLogs(false);
  files.initializeFileSystem('IDBFS');
  await until(() => files.isInitialized());
}

/** The module calls back before a copy is done, so what is waited for is the file itself. */
async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + waitMs;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error('its file system does not answer');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const removeFile = (name: string) => inStore('readwrite', (files) => files.delete(`${folder}/${name}`));

function inStore<T>(mode: IDBTransactionMode, work: (files: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    // the version of IDBFS; a database that is not there is made as IDBFS makes it
    const opening = indexedDB.open(folder, 21);
    opening.onupgradeneeded = () => {
      const files = opening.result.createObjectStore(store);
      files.createIndex('timestamp', 'timestamp', { unique: false });
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const request = work(database.transaction(store, mode).objectStore(store));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.transaction!.oncomplete = () => database.close();
    };
  });
}
