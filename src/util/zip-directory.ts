/**
 * The central directory of a zip archive (PKWARE's APPNOTE 6.3.10, sections 4.3.12 to 4.3.16, 4.4 and 4.6.9). Only the directory tells where every
 * entry begins and how long it is: an archive that was written as a stream has its lengths behind the data.
 */

/** One entry of the directory. */
export interface ZipEntry {
  /** As it is written in the archive, with `/`; a folder ends with it. */
  path: string;
  /** 0: stored; 8: deflated. */
  method: number;
  isEncrypted: boolean;
  crc32: number;
  /** Bytes in the archive, and uncompressed. */
  compressed: number;
  size: number;
  /** Where the entry's own header begins. */
  offset: number;
}

const endMark = 0x06054b50;
const end64Mark = 0x06064b50;
const locator64Mark = 0x07064b50;
const entryMark = 0x02014b50;
const headerMark = 0x04034b50;
const unicodePathField = 0x7075;
const zip64Field = 1;
/** A number of 32 bits that stands in the ZIP64 field instead. */
const elsewhere = 0xffffffff;

/** @throws Error if there is no directory, or it is damaged */
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  const view = viewOf(bytes);
  const { offset, count } = directoryOf(view);
  const entries: ZipEntry[] = [];
  let at = offset;
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== entryMark) throw new Error('its directory is damaged');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const name = bytes.subarray(at + 46, at + 46 + nameLength!);
    const fields = extraFields(view, at + 46 + nameLength!, extraLength!);
    const flags = view.getUint16(at + 8, true);
    entries.push({
      path: pathOf(name, (flags & 0x800) !== 0, fields.get(unicodePathField)),
      method: view.getUint16(at + 10, true),
      isEncrypted: (flags & 1) !== 0,
      crc32: view.getUint32(at + 16, true),
      ...placeOf(view, at, fields.get(zip64Field)),
    });
    at += 46 + nameLength! + extraLength! + commentLength!;
  }
  return entries;
}

/**
 * The data of an entry, as they are in the archive.
 *
 * @throws Error if they are not where the directory says
 */
export function zipData(bytes: Uint8Array, { offset, compressed }: ZipEntry): Uint8Array {
  const view = viewOf(bytes);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== headerMark) throw new Error('it is damaged');
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + compressed > bytes.length) throw new Error('it ends too early');
  return bytes.subarray(start, start + compressed);
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The end record is the last thing in a file, but for a comment of at most 65,535 bytes, and bytes that a transfer has appended. */
function directoryOf(view: DataView): { offset: number; count: number } {
  const first = Math.max(0, view.byteLength - 22 - 0xffff);
  const ends: number[] = [];
  for (let at = view.byteLength - 22; at >= first; at--) {
    if (view.getUint32(at, true) === endMark && at + 22 + view.getUint16(at + 20, true) <= view.byteLength)
      ends.push(at);
  }
  const isWhole = (at: number) => at + 22 + view.getUint16(at + 20, true) === view.byteLength;
  const at = ends.find(isWhole) ?? ends[0];
  if (at !== undefined) {
    const offset = view.getUint32(at + 16, true);
    const count = view.getUint16(at + 10, true);
    const locator = at - 20;
    if (locator < 0 || view.getUint32(locator, true) !== locator64Mark) return { offset, count };
    const end64 = Number(view.getBigUint64(locator + 8, true));
    if (view.getUint32(end64, true) !== end64Mark) throw new Error('its directory is damaged');
    return { offset: Number(view.getBigUint64(end64 + 48, true)), count: Number(view.getBigUint64(end64 + 32, true)) };
  }
  throw new Error('it has no directory');
}

function extraFields(view: DataView, start: number, length: number): Map<number, DataView> {
  const fields = new Map<number, DataView>();
  for (let at = start; at + 4 <= start + length; ) {
    const size = view.getUint16(at + 2, true);
    if (at + 4 + size > start + length) break;
    fields.set(view.getUint16(at, true), new DataView(view.buffer, view.byteOffset + at + 4, size));
    at += 4 + size;
  }
  return fields;
}

/** The ZIP64 field has only those numbers that do not fit into 32 bits, in this order. */
function placeOf(view: DataView, at: number, zip64: DataView | undefined) {
  let next = 0;
  const number = (field: number) => {
    const short = view.getUint32(at + field, true);
    if (short !== elsewhere || !zip64) return short;
    next += 8;
    return Number(zip64.getBigUint64(next - 8, true));
  };
  const size = number(24);
  const compressed = number(20);
  return { size, compressed, offset: number(42) };
}

/**
 * The name in UTF-8, if a flag or the field of Info-ZIP says so, or if it can be read so, as macOS writes it; else in GBK, as Chinese Windows writes
 * it, or in Big5, if all its bytes above 127 are such pairs, most of them of usual characters; else in the code page of DOS.
 */
function pathOf(name: Uint8Array, isUtf8: boolean, unicodePath: DataView | undefined): string {
  if (unicodePath && unicodePath.byteLength > 5 && unicodePath.getUint32(1, true) === crc32(name)) {
    const { buffer, byteOffset, byteLength } = unicodePath;
    return new TextDecoder().decode(new Uint8Array(buffer, byteOffset + 5, byteLength - 5));
  }
  const inUtf8 = decoded(name, 'utf-8');
  if (isUtf8 || inUtf8 !== null) return inUtf8 ?? new TextDecoder().decode(name);
  const chinese = chineseName(name);
  if (chinese !== null) return chinese;
  return Array.from(name, (byte) => (byte < 128 ? String.fromCharCode(byte) : codePage437[byte - 128])).join('');
}

/** Encodings of Chinese Windows, with the first bytes of their usual characters: the Han characters of GB 2312, and the first plane of Big5. */
const chineseEncodings: readonly [encoding: string, isUsual: (first: number, second: number) => boolean][] = [
  ['gb18030', (first, second) => first >= 0xb0 && first <= 0xf7 && second >= 0xa1],
  ['big5', (first) => first >= 0xa4 && first <= 0xc6],
];

/** Null if the bytes are no text in one of them: an odd byte, characters for private use, or rare ones for the most part. */
function chineseName(name: Uint8Array): string | null {
  for (const [encoding, isUsual] of chineseEncodings) {
    let pairs = 0;
    let usual = 0;
    for (let at = 0; at < name.length; at++) {
      if (name[at]! < 0x80) continue;
      pairs++;
      if (isUsual(name[at]!, name[at + 1] ?? 0)) usual++;
      at++;
    }
    const text = decoded(name, encoding);
    if (text !== null && 2 * usual >= pairs && !/\p{Co}/u.test(text)) return text;
  }
  return null;
}

/** The upper half of the code page of DOS, in which a name without a flag is written (APPNOTE, appendix D). */
const codePage437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ';

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** The checksum of zip archives, of several pieces one after the other if `before` is that of the pieces so far. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let value = ~before;
  for (const byte of bytes) value = crcTable[(value ^ byte) & 0xff]! ^ (value >>> 8);
  return ~value >>> 0;
}
