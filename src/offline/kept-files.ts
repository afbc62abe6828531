/**
 * The files of the page that a browser keeps, so that it works without a network. Files with a hash in their name never change: they are taken from
 * the cache, and those of the version before are kept too, for a tab that is still open with it. All others (the page itself, corpora, recordings)
 * come from the network where it answers, so that a new build is seen at once, and from the cache where it does not.
 */

/** One file of a build. */
export interface BuiltFile {
  /** From the folder of the page, e.g. `assets/index-CLB37qwR.js`; empty for the page itself. */
  path: string;
  bytes: number;
}

/** What a build consists of. */
export interface FileList {
  /** Changes with every file. */
  version: string;
  files: readonly BuiltFile[];
}

export interface KeptFilesOptions {
  list: FileList;
  /** Address of the folder of the page, which ends in a slash. */
  scope: string;
  caches: CacheStorage;
  fetch: (request: RequestInfo, init?: RequestInit) => Promise<Response>;
  /** Milliseconds that the network may take where a file is kept. */
  patienceMs?: number;
}

/** Folder of the files with a hash in their names. */
const hashed = 'assets/';

/** Larger files are kept after all others, and not before the page asks. */
const largestAtOnce = 2_000_000;

/** Requests at a time: more would compete with those of the page. */
const atATime = 4;

/** Under this name each version keeps when it was installed and what it consists of. */
const note = 'kept-files.json';

interface Note {
  installedAt: number;
  files: readonly BuiltFile[];
}

export class KeptFiles {
  private readonly list: FileList;
  private readonly scope: string;
  private readonly caches: CacheStorage;
  private readonly fetch: KeptFilesOptions['fetch'];
  private readonly patienceMs: number;
  private readonly paths: ReadonlySet<string>;
  /** Other pages of this origin have caches, too. */
  private readonly prefix: string;

  constructor({ list, scope, caches, fetch, patienceMs = 4000 }: KeptFilesOptions) {
    this.list = list;
    this.scope = scope;
    this.caches = caches;
    this.fetch = fetch;
    this.patienceMs = patienceMs;
    this.paths = new Set(list.files.map(({ path }) => path));
    this.prefix = `retrograd ${new URL(scope).pathname} `;
  }

  /** Keeps everything but the largest files. Throws if one of them does not come: the version before stays in use. */
  async install(installedAt: number): Promise<void> {
    await this.keep(this.list.files.filter(({ bytes }) => bytes <= largestAtOnce));
    const cache = await this.caches.open(this.prefix + this.list.version);
    const text: Note = { installedAt, files: this.list.files };
    await cache.put(this.address(note), new Response(JSON.stringify(text)));
  }

  /** Keeps the largest files, too, one after the other. `onKept` is called after each. */
  async keepAll(onKept: () => void = () => {}): Promise<void> {
    for (const file of this.list.files.filter(({ bytes }) => bytes > largestAtOnce)) {
      await this.keep([file]);
      onKept();
    }
  }

  /** How many files of this version are kept. */
  async count(): Promise<{ kept: number; of: number }> {
    const found = await Promise.all(this.list.files.map(async ({ path }) => (await this.find(path)) !== undefined));
    return { kept: found.filter(Boolean).length, of: found.length };
  }

  /** Forgets what neither this version nor the one before consists of. */
  async forgetOld(): Promise<void> {
    const own = this.prefix + this.list.version;
    const versions: { name: string; note: Note | null }[] = [];
    for (const name of await this.caches.keys()) {
      if (!name.startsWith(this.prefix) || name === this.prefix + hashed || name === own) continue;
      const text = await (await this.caches.open(name)).match(this.address(note));
      versions.push({ name, note: text ? ((await text.json()) as Note) : null });
    }
    versions.sort((a, b) => (b.note?.installedAt ?? 0) - (a.note?.installedAt ?? 0));
    const before = versions[0]?.note ? versions[0] : null;
    for (const { name } of versions) if (name !== before?.name) await this.caches.delete(name);
    const wanted = new Set([...this.list.files, ...(before?.note?.files ?? [])].map(({ path }) => this.address(path)));
    const cache = await this.caches.open(this.prefix + hashed);
    for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
  }

  /** The answer to a request of the page; null: it is none of the kept files, and the browser may do what it always does. */
  respond(request: Pick<Request, 'method' | 'url'>): Promise<Response> | null {
    const path = this.pathOf(request.url);
    if (request.method !== 'GET' || path === null) return null;
    if (path.startsWith(hashed)) return this.fromCache(path, request as Request);
    return this.paths.has(path) ? this.fromNetwork(path, request as Request) : null;
  }

  /** Whether a file, named by its address, is one of this version. */
  isCurrent(address: string): boolean {
    const path = this.pathOf(address);
    return path !== null && this.paths.has(path);
  }

  private address(path: string): string {
    return new URL(path === '' ? './' : path, this.scope).href;
  }

  /** The path of an address; null where it lies elsewhere. What follows a question mark says how the page is shown. */
  private pathOf(address: string): string | null {
    const { origin, pathname } = new URL(address);
    const plain = origin + pathname;
    if (!plain.startsWith(this.scope)) return null;
    const path = plain.slice(this.scope.length);
    return path === 'index.html' ? '' : path;
  }

  private cacheOf(path: string): Promise<Cache> {
    return this.caches.open(this.prefix + (path.startsWith(hashed) ? hashed : this.list.version));
  }

  private async find(path: string): Promise<Response | undefined> {
    return (await this.cacheOf(path)).match(this.address(path));
  }

  /** Keeps files that are not kept yet. */
  private async keep(files: readonly BuiltFile[]): Promise<void> {
    const waiting = [...files];
    const next = async () => {
      for (let file = waiting.shift(); file; file = waiting.shift()) {
        const { path } = file;
        if (await this.find(path)) continue;
        // the browser's own cache may hold an older file of that name
        const response = await this.fetch(this.address(path), path.startsWith(hashed) ? {} : { cache: 'no-cache' });
        if (!response.ok) throw new Error(`${path}: ${response.status}`);
        await (await this.cacheOf(path)).put(this.address(path), response);
      }
    };
    await Promise.all(Array.from({ length: atATime }, next));
  }

  private async fromCache(path: string, request: Request): Promise<Response> {
    const kept = await this.find(path);
    if (kept) return kept;
    const response = await this.fetch(request);
    // a large file that training needs before it was its turn
    if (response.ok && this.paths.has(path)) await (await this.cacheOf(path)).put(this.address(path), response.clone());
    return response;
  }

  private async fromNetwork(path: string, request: Request): Promise<Response> {
    const answer = this.fetch(request).then(
      (response) => (response.status >= 500 ? null : response),
      () => null,
    );
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), this.patienceMs);
    });
    const response = await Promise.race([answer, patience]);
    clearTimeout(timer);
    return response ?? (await this.find(path)) ?? (await answer) ?? Response.error();
  }
}
