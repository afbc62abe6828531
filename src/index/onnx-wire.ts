/**
 * The part of the protobuf wire format that an ONNX file needs: a message is a list of fields, a field is a tag
 * (number · 8 + wire type) and a varint, four bytes, or bytes with their length. https://protobuf.dev/programming-guides/encoding
 */

const VARINT = 0;
const BYTES = 2;
const FOUR_BYTES = 5;

/** A message under construction: its chunks in order, and their size in bytes. Large chunks are not copied before `bytes`. */
export class WireMessage {
  private readonly chunks: Uint8Array[] = [];
  private size = 0;

  /** An integer field (int32, int64, enum); from 0 to 2⁵³−1. */
  integer(field: number, value: number): this {
    return this.push(varint(field * 8 + VARINT)).push(varint(value));
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.push(varint(field * 8 + FOUR_BYTES)).push(bytes);
  }

  text(field: number, value: string): this {
    return this.binary(field, new TextEncoder().encode(value));
  }

  binary(field: number, value: Uint8Array): this {
    return this.push(varint(field * 8 + BYTES))
      .push(varint(value.length))
      .push(value);
  }

  message(field: number, value: WireMessage): this {
    this.push(varint(field * 8 + BYTES)).push(varint(value.size));
    for (const chunk of value.chunks) this.push(chunk);
    return this;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const out = new Uint8Array(this.size);
    let at = 0;
    for (const chunk of this.chunks) {
      out.set(chunk, at);
      at += chunk.length;
    }
    return out;
  }

  private push(chunk: Uint8Array): this {
    this.chunks.push(chunk);
    this.size += chunk.length;
    return this;
  }
}

/** Seven bits per byte, lowest first; the eighth bit says that more bytes follow. Division, not shifts: values may exceed 32 bits. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  while (value > 127) {
    bytes.push((value % 128) + 128);
    value = Math.floor(value / 128);
  }
  bytes.push(value);
  return Uint8Array.from(bytes);
}
