/** Writes NumPy's file format (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html), version 1.0. */

/** A float32 array of this shape, row-major, as `.npy`. */
export function writeNpy(data: Float32Array, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const size = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': ${size}, }`;
  // magic, version and length take 10 bytes; the data begin at a multiple of 64, after a line end
  const headLength = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + headLength + data.byteLength);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0]);
  new DataView(bytes.buffer).setUint16(8, headLength, true);
  bytes.set(new TextEncoder().encode(`${text.padEnd(headLength - 1)}\n`), 10);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + headLength);
  return bytes;
}
