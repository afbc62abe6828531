import { describe, expect, it } from 'vitest';
import { unzipFiles } from './unzip.ts';
import { ZipWriter } from './zip-writer.ts';

describe('ZipWriter', () => {
  it('writes what the guarded reader reads, in pieces or at once, compressed or not', async () => {
    const zip = new ZipWriter();
    const noise = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 2654435761) >>> 24);
    zip.add('checkpoint/model.safetensors', noise);
    const append = zip.open('文 blocks.jsonl');
    for (let i = 0; i < 1000; i++) append(new TextEncoder().encode(`{"id":${i}}\n`), false);
    append(new Uint8Array(0), true);
    zip.add('README.md', 'a'.repeat(100_000));
    const bytes = new Uint8Array(await zip.end().arrayBuffer());
    expect(bytes.length).toBeLessThan(3_020_000);
    const files = unzipFiles(bytes, 10_000_000);
    expect([...files.keys()]).toEqual(['checkpoint/model.safetensors', '文 blocks.jsonl', 'README.md']);
    // byte by byte, which `toEqual` does a hundred times slower
    expect(Buffer.compare(files.get('checkpoint/model.safetensors')!, noise)).toBe(0);
    const lines = new TextDecoder().decode(files.get('文 blocks.jsonl')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(files.get('README.md')!.length).toBe(100_000);
  });

  it('refuses a path twice', () => {
    const zip = new ZipWriter();
    zip.add('a', 'x');
    expect(() => zip.add('a', 'y')).toThrow(/already/);
  });
});
