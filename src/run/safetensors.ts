/**
 * safetensors: 8 bytes of header length (little-endian), a JSON header {name: {dtype, shape, data_offsets}, __metadata__}, then the data.
 * Only float32 is written; other software reads these files as they are. The format has a place of its own for each tensor, so tensors that need not be
 * stored are named in our metadata: `leftOut` is JSON, `same` has the name of the stored tensor that each equals, `zero` that of a stored one of its shape.
 */

import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { z } from '../util/zod.ts';

export interface SafetensorsFile {
  /** Equal tensors that were stored once share their data: do not write to them. */
  tensors: Map<string, { shape: number[]; data: Float32Array }>;
  metadata: Record<string, string>;
}

type Tensors = SafetensorsFile['tensors'];

/** `mayLeaveOut`: tensors, by name, that are not stored if they are zero or equal one before them; others always are. */
export function writeSafetensors(
  { tensors, metadata }: SafetensorsFile,
  mayLeaveOut: (name: string) => boolean = () => false,
): ArrayBuffer {
  const { stored, leftOut } = storedOnce(tensors, mayLeaveOut);
  const isWhole = stored.size === tensors.size;
  const header: Record<string, unknown> = {
    __metadata__: isWhole ? metadata : { ...metadata, leftOut: JSON.stringify(leftOut) },
  };
  let offset = 0;
  for (const [name, { shape, data }] of stored) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  let json = JSON.stringify(header);
  // data begin at a multiple of 8, so that they can be viewed in place
  const encoder = new TextEncoder();
  json += ' '.repeat((8 - (encoder.encode(json).length % 8)) % 8);
  const head = encoder.encode(json);
  const file = new Uint8Array(8 + head.length + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(head.length), true);
  file.set(head, 8);
  let at = 8 + head.length;
  for (const { data } of stored.values()) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file.buffer;
}

interface LeftOut {
  same: Record<string, string>;
  zero: Record<string, string>;
}

function storedOnce(tensors: Tensors, mayLeaveOut: (name: string) => boolean): { stored: Tensors; leftOut: LeftOut } {
  const stored: Tensors = new Map();
  const leftOut: LeftOut = { same: {}, zero: {} };
  const byShape = new Map<string, string[]>();
  for (const [name, tensor] of tensors) {
    const shape = tensor.shape.join();
    const alike = byShape.get(shape) ?? [];
    if (mayLeaveOut(name) && alike.length > 0) {
      const bits = bitsOf(tensor.data);
      const isZero = bits.every((bit) => bit === 0);
      const like = isZero ? alike[0] : alike.find((other) => isEqual(bitsOf(stored.get(other)!.data), bits));
      if (like !== undefined) {
        leftOut[isZero ? 'zero' : 'same'][name] = like;
        continue;
      }
    }
    stored.set(name, tensor);
    byShape.set(shape, [...alike, name]);
  }
  return { stored, leftOut };
}

/** Of −0 and of each NaN there are several. */
const bitsOf = ({ buffer, byteOffset, length }: Float32Array): Uint32Array =>
  new Uint32Array(buffer, byteOffset, length);
const isEqual = (a: Uint32Array, b: Uint32Array): boolean => a.every((bit, i) => bit === b[i]);

const count = z.int().check(z.nonnegative());
const headerSchema = z.catchall(z.object({ __metadata__: z.optional(z.record(z.string(), z.string())) }), z.unknown());
const names = z.record(z.string(), z.string());
const leftOutSchema = z.object({ same: names, zero: names });
const entrySchema = z.object({ dtype: z.string(), shape: z.array(count), data_offsets: z.tuple([count, count]) });

const failure =
  (file: string) =>
  (what: string): never => {
    throw new RetrogradError(
      'bad-checkpoint',
      sentence`${file}: ${what}. Save the checkpoint again, or choose another file.`,
    );
  };

interface Header {
  metadata: SafetensorsFile['metadata'];
  /** The header's entry of each tensor, not validated. */
  entries: Record<string, unknown>;
  /** Where the data begin. */
  start: number;
}

/** The header alone, without a copy of the data. Throws `bad-checkpoint` as `readSafetensors` does. */
export function readHeader(buffer: ArrayBuffer, file = 'model.safetensors'): Header {
  const fail = failure(file);
  if (buffer.byteLength < 8) return fail('the file is empty or cut short');
  const headLength = Number(new DataView(buffer).getBigUint64(0, true));
  if (headLength > buffer.byteLength - 8) return fail('the file is cut short, or is no safetensors file');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(buffer, 8, headLength)));
  } catch {
    return fail('its header is not JSON');
  }
  const header = headerSchema.safeParse(json);
  if (!header.success) return fail('its header does not describe tensors');
  const { __metadata__: metadata = {}, ...entries } = header.data;
  return { metadata, entries, start: 8 + headLength };
}

/** Throws `bad-checkpoint` with the reason if the file is cut short or is not a safetensors file. */
export function readSafetensors(buffer: ArrayBuffer, file = 'model.safetensors'): SafetensorsFile {
  const fail = failure(file);
  const { metadata, entries, start } = readHeader(buffer, file);
  const tensors: SafetensorsFile['tensors'] = new Map();
  for (const [name, described] of Object.entries(entries)) {
    const entry = entrySchema.safeParse(described);
    if (!entry.success) return fail(`its header does not say what tensor ${name} is`);
    const { dtype, shape, data_offsets: offsets } = entry.data;
    if (dtype !== 'F32') return fail(`tensor ${name} is not float32`);
    const [first, end] = offsets;
    const elements = shape.reduce((product, n) => product * n, 1);
    if (end - first !== elements * 4)
      return fail(`tensor ${name} has ${end - first} bytes, its shape needs ${elements * 4}`);
    if (start + end > buffer.byteLength) return fail(`tensor ${name} is cut short`);
    tensors.set(name, { shape, data: new Float32Array(buffer.slice(start + first, start + end)) });
  }
  const { leftOut, ...rest } = metadata;
  return { tensors: leftOut === undefined ? tensors : withLeftOut(tensors, leftOut, fail), metadata: rest };
}

function withLeftOut(stored: Tensors, described: string, fail: (what: string) => never): Tensors {
  let json: unknown = null;
  try {
    json = JSON.parse(described);
  } catch {
    // reported below
  }
  const parsed = leftOutSchema.safeParse(json);
  if (!parsed.success) return fail('its header does not say which tensors are stored once');
  const tensors = new Map(stored);
  const zeros = new Map<number, Float32Array>();
  for (const [kind, list] of Object.entries(parsed.data)) {
    for (const [name, other] of Object.entries(list)) {
      const like = stored.get(other);
      if (!like) return fail(`tensor ${name} is stored as ${other}, which is not there`);
      if (tensors.has(name)) return fail(`tensor ${name} is there twice`);
      const { shape, data } = like;
      if (!zeros.has(data.length)) zeros.set(data.length, new Float32Array(data.length));
      tensors.set(name, { shape: [...shape], data: kind === 'zero' ? zeros.get(data.length)! : data });
    }
  }
  return tensors;
}
