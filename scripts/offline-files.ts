/** Puts the list of the built files into the service worker, as `src/offline` needs it. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';
import type { BuiltFile, FileList } from '../src/offline/kept-files.ts';

/** The file of the service worker in the build: its address must not change. */
export const serviceWorkerFile = 'service-worker.js';

/** The command line's page is of no use without the command line. */
const isKept = (path: string) => path !== serviceWorkerFile && !/(^|\/)cli[-.]/.test(path) && !path.startsWith('.');

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

export function offlineFiles(): Plugin {
  let publicFolder = '';
  return {
    name: 'offline-files',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      publicFolder = config.publicDir;
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle[serviceWorkerFile];
        if (worker?.type !== 'chunk') return;
        const contents = new Map<string, string | Uint8Array>();
        for (const [path, output] of Object.entries(bundle)) {
          contents.set(path, output.type === 'chunk' ? output.code : output.source);
        }
        for (const path of filesIn(publicFolder)) contents.set(path, readFileSync(join(publicFolder, path)));
        const hash = createHash('sha256');
        const files: BuiltFile[] = [];
        for (const path of [...contents.keys()].filter(isKept).sort()) {
          const content = contents.get(path)!;
          hash.update(path).update(content);
          files.push({ path: path === 'index.html' ? '' : path, bytes: Buffer.byteLength(content) });
        }
        // the smallest first: what most parts of the page need comes before what only one needs
        files.sort((a, b) => a.bytes - b.bytes);
        const list: FileList = { version: hash.digest('hex').slice(0, 16), files };
        worker.code = `const __keptFiles__=${JSON.stringify(list)};\n${worker.code}`;
      },
    },
  };
}
