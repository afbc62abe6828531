import { describe, expect, it } from 'vitest';
import { writeNpy } from './npy.ts';

/** Reads a file as the format's description says, without our writer. */
function readNpy(bytes: Uint8Array): { shape: number[]; fortran: boolean; data: number[]; start: number } {
  expect([...bytes.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  const start = 10 + bytes[8]! + 256 * bytes[9]!;
  const head = String.fromCharCode(...bytes.subarray(10, start));
  const [, descr, order, shape] =
    /^\{'descr': '(.*?)', 'fortran_order': (True|False), 'shape': \((.*?)\), \} *\n$/.exec(head) ?? [];
  expect(descr).toBe('<f4');
  const view = new DataView(bytes.buffer, bytes.byteOffset + start);
  return {
    shape: shape!.split(',').filter(Boolean).map(Number),
    fortran: order === 'True',
    data: Array.from({ length: (bytes.length - start) / 4 }, (_, i) => view.getFloat32(4 * i, true)),
    start,
  };
}

describe('writeNpy', () => {
  it.each([[[2, 3]], [[6]], [[1, 6]], [[0, 6]]])('writes shape %j', (shape) => {
    const size = shape.reduce((a, b) => a * b, 1);
    const data = Float32Array.from({ length: size }, (_, i) => i / 3 - 1);
    const read = readNpy(writeNpy(data, shape));
    expect(read).toMatchObject({ shape, fortran: false, data: [...data] });
    expect(read.start % 64).toBe(0);
  });
});
