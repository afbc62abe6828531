/**
 * The Emscripten module inside hnswlib-wasm 0.8.2. The package's own loader is not used: it mounts a file system on IndexedDB and polls until
 * that is ready. The WASM is embedded in the script, so nothing is fetched.
 */
declare module 'hnswlib-wasm/dist/hnswlib-317962d7.js' {
  export interface HierarchicalNSW {
    initIndex(maxElements: number, m: number, efConstruction: number, randomSeed: number): void;
    addPoint(point: Float32Array, label: number, replaceDeleted: boolean): void;
    searchKnn(query: Float32Array, neighbours: number, filter: undefined): { distances: number[]; neighbors: number[] };
    setEfSearch(ef: number): void;
    /** Both need a file system, see src/index/hnsw-file.ts. */
    writeIndex(file: string): void;
    readIndex(file: string, maxElements: number): void;
    getCurrentCount(): number;
    /** Embind: runs the C++ destructor. */
    delete(): void;
  }
  export interface HnswlibModule {
    EmscriptenFileSystemManager: {
      initializeFileSystem(type: 'IDBFS'): void;
      isInitialized(): boolean;
      setDebugLogs(enabled: boolean): void;
      checkFileExists(file: string): boolean;
      /** `isRead`: from IndexedDB to memory; else from memory to IndexedDB. */
      syncFS(isRead: boolean, done: () => void): void;
    };
    HierarchicalNSW: new (
      space: 'l2' | 'ip' | 'cosine',
      dimension: number,
      autoSaveFilename: string,
    ) => HierarchicalNSW;
  }
  const factory: () => Promise<HnswlibModule>;
  export default factory;
}
