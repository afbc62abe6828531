import { describe, expect, it } from 'vitest';
import { type BuiltFile, KeptFiles } from './kept-files.ts';

const scope = 'https://example.org/play/';

/** Caches in memory, with what the tests need of them. */
class MemoryCaches {
  readonly all = new Map<string, Map<string, Response>>();

  async open(name: string) {
    const entries = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, entries);
    return {
      match: async (address: string) => entries.get(address)?.clone(),
      put: async (address: string, response: Response) => void entries.set(address, response),
      delete: async ({ url }: Request) => entries.delete(url),
      keys: async () => [...entries.keys()].map((url) => new Request(url)),
    };
  }

  keys = async () => [...this.all.keys()];
  delete = async (name: string) => this.all.delete(name);

  addresses = () => [...this.all.values()].flatMap((entries) => [...entries.keys()]);
}

/** A server whose files can be changed, and a browser that keeps them. */
function setup(files: Record<string, string>) {
  const server = { files, isAway: false, isSlow: false, asked: [] as string[] };
  const caches = new MemoryCaches();
  const fetch = async (request: RequestInfo): Promise<Response> => {
    const url = typeof request === 'string' ? request : request.url;
    const path = url.slice(scope.length).split('?')[0]!;
    server.asked.push(path);
    if (server.isSlow) await new Promise((resolve) => setTimeout(resolve, 200));
    if (server.isAway) throw new TypeError('Failed to fetch');
    const body = server.files[path];
    const headers = { 'Cross-Origin-Embedder-Policy': 'require-corp' };
    return body === undefined ? new Response('', { status: 404 }) : new Response(body, { headers });
  };
  const build = (version: string, large: readonly string[] = []) =>
    new KeptFiles({
      list: {
        version,
        files: Object.keys(server.files).map(
          (path): BuiltFile => ({ path, bytes: large.includes(path) ? 10_000_000 : 100 }),
        ),
      },
      scope,
      caches: caches as unknown as CacheStorage,
      fetch,
      patienceMs: 30,
    });
  return { server, caches, build };
}

const ask = async (kept: KeptFiles, path: string) => {
  const response = kept.respond(new Request(scope + path));
  return response ? (await response).text() : null;
};

const first = { '': 'page 1', 'assets/a-1.js': 'code 1', 'corpus/x.json': 'corpus 1' };

describe('files that are kept', () => {
  it('answer without a network, with the headers that the server gave', async () => {
    const { server, build } = setup({ ...first });
    const kept = build('1');
    await kept.install(1);
    server.isAway = true;
    for (const [path, text] of Object.entries(first)) expect(await ask(kept, path)).toBe(text);
    expect(await ask(kept, 'index.html')).toBe('page 1');
    expect(await ask(kept, '?lang=zh')).toBe('page 1');
    const response = await kept.respond(new Request(scope))!;
    expect(response.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
  });

  it('that have no hash in their names come from the network where it answers', async () => {
    const { server, build } = setup({ ...first });
    const kept = build('1');
    await kept.install(1);
    server.files[''] = 'page 2';
    server.files['assets/a-1.js'] = 'never seen: the name says what is in it';
    expect([await ask(kept, ''), await ask(kept, 'assets/a-1.js')]).toEqual(['page 2', 'code 1']);
    server.isAway = true;
    // parts of two versions would not fit each other
    expect(await ask(kept, '')).toBe('page 1');
  });

  it('are not waited for long', async () => {
    const { server, build } = setup({ ...first });
    const kept = build('1');
    await kept.install(1);
    server.isSlow = true;
    server.files[''] = 'page 2';
    expect(await ask(kept, '')).toBe('page 1');
  });

  it('leave all else to the browser', async () => {
    const { build } = setup({ ...first });
    const kept = build('1');
    await kept.install(1);
    const ofOthers = [`${scope}cli.html`, 'https://example.org/other/', 'https://huggingface.co/assets/a-1.js'];
    for (const url of ofOthers) expect(kept.respond(new Request(url))).toBeNull();
    expect(kept.respond(new Request(scope, { method: 'POST', body: 'x' }))).toBeNull();
  });

  it('that are large come last, or when they are needed', async () => {
    const { server, build } = setup({ ...first, 'assets/b-1.wasm': 'wasm', 'assets/c-1.wasm': 'wasm too' });
    const kept = build('1', ['assets/b-1.wasm', 'assets/c-1.wasm']);
    await kept.install(1);
    expect([server.asked.length, await kept.count()]).toEqual([3, { kept: 3, of: 5 }]);
    expect(await ask(kept, 'assets/b-1.wasm')).toBe('wasm');
    expect(await kept.count()).toEqual({ kept: 4, of: 5 });
    let told = 0;
    await kept.keepAll(() => told++);
    expect([told, server.asked.filter((path) => path === 'assets/b-1.wasm').length]).toEqual([2, 1]);
    server.isAway = true;
    expect([await ask(kept, 'assets/c-1.wasm'), await kept.count()]).toEqual(['wasm too', { kept: 5, of: 5 }]);
  });
});

describe('a new version', () => {
  it('fetches what is new, keeps the one before for tabs that are open, and forgets older ones', async () => {
    const { server, caches, build } = setup({ ...first, 'assets/same-1.js': 'same' });
    const one = build('1');
    await one.install(1);
    await one.forgetOld();
    const versions = [one];
    for (const n of [2, 3]) {
      server.files = { '': `page ${n}`, [`assets/a-${n}.js`]: `code ${n}`, 'assets/same-1.js': 'same' };
      server.asked = [];
      const kept = build(String(n));
      await kept.install(n);
      await kept.forgetOld();
      versions.push(kept);
      expect(server.asked.sort()).toEqual(['', `assets/a-${n}.js`]);
    }
    const three = versions[2]!;
    server.isAway = true;
    expect([await ask(three, ''), await ask(three, 'assets/a-2.js')]).toEqual(['page 3', 'code 2']);
    expect(caches.addresses()).not.toContain(`${scope}assets/a-1.js`);
    expect([three.isCurrent(`${scope}assets/a-2.js`), three.isCurrent(`${scope}assets/a-3.js`)]).toEqual([false, true]);
  });

  it('that does not come completely leaves the one before as it was', async () => {
    const { server, build } = setup({ ...first });
    const one = build('1');
    await one.install(1);
    const two = build('2');
    server.files = { '': 'page 2' };
    await expect(two.install(2)).rejects.toThrow('corpus/x.json: 404');
    server.isAway = true;
    expect(await ask(one, '')).toBe('page 1');
  });

  it('does not touch the caches of other pages', async () => {
    const { caches, build } = setup({ ...first });
    await caches.open('of another page');
    await caches.open('retrograd /other/ 7');
    const kept = build('1');
    await kept.install(1);
    await kept.forgetOld();
    expect(await caches.keys()).toEqual(expect.arrayContaining(['of another page', 'retrograd /other/ 7']));
  });
});
