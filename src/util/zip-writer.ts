/** Writes a zip archive piece by piece, so that a large one is never in memory twice. The same files give the same bytes. */
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** Bytes after which pieces are handed to a Blob, which the browser may keep on disk. */
const pieceBytes = 8_000_000;

/** A zip without ZIP64 fields has sizes and offsets of 32 bits. */
export const largestZip = 0xffff_ffff;

export class ZipWriter {
  private readonly zip: Zip;
  private readonly paths = new Set<string>();
  private parts: Uint8Array<ArrayBuffer>[] = [];
  private pending = 0;
  private blob = new Blob([]);
  private failure: Error | null = null;

  constructor() {
    this.zip = new Zip((error, chunk) => {
      if (error) this.failure = error;
      else this.take(chunk as Uint8Array<ArrayBuffer>);
    });
  }

  /** Bytes written so far. */
  get size(): number {
    return this.blob.size + this.pending;
  }

  /** Adds a file. `compressed`: text gets smaller, parameters hardly do. Throws a RangeError if the archive would exceed 4 GB. */
  add(path: string, content: Uint8Array | string, { compressed = typeof content === 'string' } = {}): void {
    const append = this.open(path, { compressed });
    append(typeof content === 'string' ? new TextEncoder().encode(content) : content, true);
  }

  /** Begins a file whose pieces come one after the other; the last one ends it. No other file may be added meanwhile. */
  open(path: string, { compressed = true } = {}): (piece: Uint8Array, isLast: boolean) => void {
    if (this.paths.has(path)) throw new Error(`${path} is in the archive already.`);
    this.paths.add(path);
    const entry = compressed ? new ZipDeflate(path, { level: 6 }) : new ZipPassThrough(path);
    entry.mtime = new Date(1980, 0, 1);
    this.zip.add(entry);
    return (piece, isLast) => {
      if (this.size + piece.length > largestZip) throw new RangeError('The archive would have more than 4 GB.');
      entry.push(piece, isLast);
      if (this.failure) throw this.failure;
    };
  }

  /** The whole archive. */
  end(): Blob {
    this.zip.end();
    if (this.failure) throw this.failure;
    this.flush();
    return new Blob([this.blob], { type: 'application/zip' });
  }

  private take(chunk: Uint8Array<ArrayBuffer>): void {
    this.parts.push(chunk);
    this.pending += chunk.length;
    if (this.pending > pieceBytes) this.flush();
  }

  private flush(): void {
    this.blob = new Blob([this.blob, ...this.parts]);
    this.parts = [];
    this.pending = 0;
  }
}
