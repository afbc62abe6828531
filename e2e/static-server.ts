/** A server of built files that can be stopped and given other files: what a network and a deployment do. */

import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** The headers that the page is served with (`vite.config.ts`). */
export const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

export class StaticServer {
  private server: Server | null = null;
  private port = 0;

  constructor(
    public folder: string,
    private readonly headers: Record<string, string> = isolation,
  ) {}

  get address(): string {
    return `http://localhost:${this.port}/`;
  }

  /** Listens, after the first time on the same port again. */
  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      const { pathname } = new URL(request.url!, this.address);
      const file = join(this.folder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname));
      const isThere = existsSync(file) && statSync(file).isFile();
      response.writeHead(isThere ? 200 : 404, {
        ...this.headers,
        'Content-Type': types[extname(file)] ?? 'text/plain',
      });
      if (isThere) createReadStream(file).pipe(response);
      else response.end();
    });
    await new Promise<void>((resolve) => this.server!.listen(this.port, resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = null;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
