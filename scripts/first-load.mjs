/**
 * The JavaScript that a visit loads before the first picture: the entry of the page with everything that it imports statically, and the words of one
 * language (the larger one counts). Read from the manifest of a build; `npm run first-load` builds and prints it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Bytes after gzip that a first picture may need: some 8 kB more than it does, so that growth is noticed. */
export const firstLoadLimit = 179_000;

/** @typedef {{ file: string; imports?: string[]; isDynamicEntry?: boolean }} Chunk */

/**
 * Keys of the chunks that come with these ones.
 * @param {Record<string, Chunk>} manifest
 * @param {readonly string[]} keys
 */
export function withImports(manifest, keys) {
  /** @type {Set<string>} */
  const seen = new Set();
  const visit = (/** @type {string} */ key) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The manifest has no chunk “${key}”: build again.`);
    if (seen.has(key)) return;
    seen.add(key);
    chunk.imports?.forEach(visit);
  };
  keys.forEach(visit);
  return seen;
}

/**
 * Bytes after gzip of each file that a first picture needs, for each language.
 * @param {string} folder of the build
 * @returns {{ language: string; files: { file: string; bytes: number }[]; bytes: number }[]}
 */
export function firstLoad(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8'));
  const languages = Object.keys(manifest).filter((key) => /^src\/ui\/i18n\/([^/]+)\/\1\.ts$/.test(key));
  if (languages.length === 0) throw new Error('The manifest names no language.');
  return languages.map((language) => {
    const files = [...withImports(manifest, ['index.html', language])].map((key) => {
      const { file } = manifest[key];
      return { file, bytes: gzipSync(readFileSync(join(folder, file))).length };
    });
    return { language, files, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const all = firstLoad('dist');
  for (const { language, files, bytes } of all) {
    console.log(
      `${language}: ${(bytes / 1000).toFixed(1)} kB in ${files.length} files, of ${firstLoadLimit / 1000} kB`,
    );
  }
  if (all.some(({ bytes }) => bytes > firstLoadLimit)) process.exit(1);
}
