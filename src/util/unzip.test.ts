/** Archives as other programs write them, made here byte by byte. */
import { deflateSync, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { UnzipError, unzipFiles } from './unzip.ts';
import { crc32, zipEntries } from './zip-directory.ts';

interface Part {
  name: Uint8Array;
  data: Uint8Array;
  /** Deflated; else stored. */
  deflated?: boolean;
  /** Lengths and checksum behind the data, and none before them, as a program writes that does not know them yet. */
  streamed?: boolean;
  /** All numbers of the directory in the ZIP64 field. */
  zip64?: boolean;
  flags?: number;
  /** Extra fields of the directory. */
  extra?: number[];
  crc?: number;
}

const le = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, i) => Number((BigInt(value) >> BigInt(8 * i)) & 255n));

function archive(parts: readonly Part[], { zip64End = false, comment = '' } = {}): Uint8Array {
  const bytes: number[] = [];
  const directory: number[] = [];
  for (const { name, data, deflated, streamed, zip64, flags = 0, extra = [], crc = crc32(data) } of parts) {
    const stored = deflated ? deflateSync(data) : data;
    const method = deflated ? 8 : 0;
    const bits = flags | (streamed ? 8 : 0);
    const offset = bytes.length;
    const known = streamed ? [0, 0, 0] : [crc, stored.length, data.length];
    const common = (numbers: number[]) => [
      ...le(bits, 2),
      ...le(method, 2),
      ...le(0, 4),
      ...numbers.flatMap((n) => le(n, 4)),
    ];
    bytes.push(
      ...le(0x04034b50, 4),
      ...le(45, 2),
      ...common(known),
      ...le(name.length, 2),
      ...le(0, 2),
      ...name,
      ...stored,
    );
    if (streamed) bytes.push(...le(0x08074b50, 4), ...le(crc, 4), ...le(stored.length, 4), ...le(data.length, 4));
    const all = 0xffffffff;
    const field = zip64
      ? [...le(1, 2), ...le(24, 2), ...le(data.length, 8), ...le(stored.length, 8), ...le(offset, 8)]
      : [];
    const fields = [...extra, ...field];
    directory.push(
      ...[...le(0x02014b50, 4), ...le(45, 2), ...le(45, 2)],
      ...common(zip64 ? [crc, all, all] : [crc, stored.length, data.length]),
      ...[...le(name.length, 2), ...le(fields.length, 2), ...le(0, 2), ...le(0, 2), ...le(0, 2), ...le(0, 4)],
      ...[...le(zip64 ? all : offset, 4), ...name, ...fields],
    );
  }
  const start = bytes.length;
  bytes.push(...directory);
  if (zip64End) {
    const end = bytes.length;
    bytes.push(...le(0x06064b50, 4), ...le(44, 8), ...le(45, 2), ...le(45, 2), ...le(0, 8));
    bytes.push(...le(parts.length, 8), ...le(parts.length, 8), ...le(directory.length, 8), ...le(start, 8));
    bytes.push(...le(0x07064b50, 4), ...le(0, 4), ...le(end, 8), ...le(1, 4));
  }
  const numbers = zip64End ? [0xffff, 0xffff] : [parts.length, parts.length];
  bytes.push(...le(0x06054b50, 4), ...le(0, 4), ...numbers.flatMap((n) => le(n, 2)));
  bytes.push(
    ...le(directory.length, 4),
    ...le(zip64End ? 0xffffffff : start, 4),
    ...le(comment.length, 2),
    ...strToU8(comment),
  );
  return Uint8Array.from(bytes);
}

const limit = 1_000_000;
const text = 'The Elbe flows through Dresden. '.repeat(40);
const read = (zip: Uint8Array) =>
  Object.fromEntries([...unzipFiles(zip, limit)].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
const one = (part: Partial<Part> = {}): Part => ({ name: strToU8('elbe.txt'), data: strToU8(text), ...part });
const nameOf = (part: Partial<Part>) => zipEntries(archive([one(part)]))[0]!.path;

describe('unzipFiles', () => {
  it.each<[string, Partial<Part>, Parameters<typeof archive>[1]]>([
    ['stored', {}, {}],
    ['deflated', { deflated: true }, {}],
    ['stored, written as a stream', { streamed: true }, {}],
    ['deflated, written as a stream', { streamed: true, deflated: true }, {}],
    ['ZIP64', { streamed: true, zip64: true }, { zip64End: true }],
    ['a comment that ends like an archive', {}, { comment: 'PK\u0005\u0006 is how an archive ends, they say' }],
  ])('reads an entry that is %s, and one after it', (_, part, end) => {
    const other = { ...part, name: strToU8('oder.txt'), data: strToU8('The Oder flows through Wrocław.') };
    expect(read(archive([one(part), other], end))).toEqual({
      'elbe.txt': text,
      'oder.txt': 'The Oder flows through Wrocław.',
    });
  });

  it('is not led astray by data that look like headers', () => {
    const data = strToU8('PK\u0003\u0004 begins an entry, PK\u0007\u0008 ends it, PK\u0001\u0002 is of the directory.');
    const inner = zipSync({ 'inside.txt': strToU8('No.') }, { level: 0 });
    const parts = [one({ data, streamed: true }), one({ name: strToU8('inner.docx'), data: inner, streamed: true })];
    expect(Object.keys(read(archive(parts)))).toEqual(['elbe.txt', 'inner.docx']);
  });

  it('leaves folders and what is not wanted unread', () => {
    const zip = archive([
      one({ name: strToU8('a/'), data: new Uint8Array() }),
      one(),
      one({ name: strToU8('b.bin'), crc: 1 }),
    ]);
    expect([...unzipFiles(zip, limit, (path) => path.endsWith('.txt')).keys()]).toEqual(['elbe.txt']);
  });

  it.each<[string, Partial<Part>, RegExp]>([
    ['encrypted', { flags: 1 }, /^elbe\.txt is encrypted/],
    ['damaged', { crc: 7 }, /^elbe\.txt is damaged/],
    ['damaged in its deflated data', { deflated: true, crc: 7 }, /^elbe\.txt is damaged/],
  ])('refuses an entry that is %s', (_, part, message) => {
    expect(() => read(archive([one(part)]))).toThrow(message);
  });

  it('reads an archive behind which a transfer has left bytes', () => {
    const zip = archive([one()], { comment: 'notes' });
    for (const rest of [[0], [13, 10], Array(600).fill(0)]) {
      expect(read(Uint8Array.of(...zip, ...rest))).toEqual({ 'elbe.txt': text });
    }
  });

  it('refuses an archive with two files of one name, of which one would be lost', () => {
    expect(() => read(archive([one(), one({ data: strToU8('Other.') })]))).toThrow(/^elbe\.txt is in it twice/);
  });

  it('refuses an archive that holds too much, before it unpacks any', () => {
    const zip = archive(
      Array.from({ length: 3 }, () => one({ data: new Uint8Array(400_000), deflated: true, crc: 1 })),
    );
    expect(() => unzipFiles(zip, limit)).toThrow(expect.objectContaining({ reason: 'too-large' }));
  });

  it('throws nothing but its own error, wherever an archive is cut or changed', () => {
    const zip = archive([one({ deflated: true, zip64: true }), one({ streamed: true })], { zip64End: true });
    for (let at = 0; at < zip.length; at += 3) {
      const changed = zip.slice();
      changed[at]! ^= 0x5a;
      for (const bytes of [zip.subarray(0, at), changed]) {
        try {
          unzipFiles(bytes, limit);
        } catch (error) {
          expect(error).toBeInstanceOf(UnzipError);
        }
      }
    }
  });
});

describe('names', () => {
  const gbk = Uint8Array.of(0xb3, 0xa4, 0xb3, 0xc7); // 长城

  it.each<[string, Partial<Part>, string]>([
    ['UTF-8 by its flag', { name: strToU8('居里.txt'), flags: 0x800 }, '居里.txt'],
    ['UTF-8 without a flag, as of macOS', { name: strToU8('長城.txt') }, '長城.txt'],
    ['GBK', { name: Uint8Array.of(...gbk, ...strToU8('.txt')) }, '长城.txt'],
    ['GBK, with a character that GB 2312 lacks', { name: Uint8Array.of(0xe9, 0x46, 0xbb, 0xf9) }, '镕基'],
    ['Big5', { name: Uint8Array.of(0xaa, 0xf8, 0xab, 0xb0, ...strToU8('.txt')) }, '長城.txt'],
    [
      'the code page of DOS, with several accents',
      { name: Uint8Array.of(0x81, 0x62, 0x65, 0x72, 0xe1, 0x65) },
      'überße',
    ],
    ['the code page of DOS', { name: Uint8Array.of(0x5a, 0x81, 0x72, 0x69, 0x63, 0x68) }, 'Zürich'],
  ])('are read as %s', (_, part, expected) => {
    expect(nameOf(part)).toBe(expected);
  });

  it('are read from the field of Info-ZIP, where it is of this name', () => {
    const name = strToU8('_.txt');
    const field = (crc: number) => [
      ...le(0x7075, 2),
      ...le(5 + strToU8('居里.txt').length, 2),
      1,
      ...le(crc, 4),
      ...strToU8('居里.txt'),
    ];
    expect(nameOf({ name, extra: field(crc32(name)) })).toBe('居里.txt');
    expect(nameOf({ name, extra: field(1) })).toBe('_.txt');
  });
});
