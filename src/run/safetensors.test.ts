import { describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from './safetensors.ts';

/** A file as the format's description lays it out, byte by byte. */
function byHand(header: string, data: number[]): ArrayBuffer {
  const head = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + head.length + 4 * data.length);
  new DataView(file.buffer).setUint32(0, head.length, true);
  file.set(head, 8);
  const view = new DataView(file.buffer, 8 + head.length);
  data.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return file.buffer;
}

const header = '{"w":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"__metadata__":{"step":"3"}}';

describe('safetensors', () => {
  it('reads a file written by hand', () => {
    const { tensors, metadata } = readSafetensors(byHand(header, [1.5, -2]));
    expect(metadata).toEqual({ step: '3' });
    expect(tensors.get('w')!.shape).toEqual([2, 1]);
    expect([...tensors.get('w')!.data]).toEqual([1.5, -2]);
  });

  it('writes what it reads, the data at a multiple of eight bytes', () => {
    const tensors = new Map([
      ['a', { shape: [3], data: Float32Array.of(1, 2, 3) }],
      ['b', { shape: [1, 2], data: Float32Array.of(Number.NaN, -0) }],
    ]);
    const file = writeSafetensors({ tensors, metadata: { état: 'ü' } });
    const headLength = Number(new DataView(file).getBigUint64(0, true));
    expect(headLength % 8).toBe(0);
    expect(file.byteLength).toBe(8 + headLength + 20);
    const read = readSafetensors(file);
    expect(read.metadata).toEqual({ état: 'ü' });
    expect([...read.tensors.get('a')!.data]).toEqual([1, 2, 3]);
    expect(Object.is(read.tensors.get('b')!.data[1], -0)).toBe(true);
  });

  describe('with tensors that are stored once', () => {
    const tensors = new Map([
      ['a', { shape: [2], data: Float32Array.of(1, -2) }],
      ['a2', { shape: [2], data: Float32Array.of(1, -2) }],
      ['m/a', { shape: [2], data: Float32Array.of(1, -2) }],
      ['m/zero', { shape: [2], data: Float32Array.of(0, 0) }],
      ['m/minus', { shape: [2], data: Float32Array.of(-0, 0) }],
      ['m/other shape', { shape: [2, 1], data: Float32Array.of(1, -2) }],
    ]);
    const metadata = { step: '3' };
    const file = writeSafetensors({ tensors, metadata }, (name) => name.startsWith('m/'));

    it('comes back bit for bit, without a word of it', () => {
      const read = readSafetensors(file);
      expect(read.metadata).toEqual(metadata);
      expect([...read.tensors.keys()].sort()).toEqual([...tensors.keys()].sort());
      for (const [name, { shape, data }] of tensors) {
        const found = read.tensors.get(name)!;
        expect([name, found.shape, [...new Uint32Array(new Float32Array(found.data).buffer)]]).toEqual([
          name,
          shape,
          [...new Uint32Array(data.buffer)],
        ]);
      }
    });

    it('is a file as others read it: every stored tensor has a place of its own, without a gap', () => {
      const headLength = Number(new DataView(file).getBigUint64(0, true));
      const { __metadata__, ...entries } = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 8, headLength)));
      expect(Object.keys(entries)).toEqual(['a', 'a2', 'm/minus', 'm/other shape']);
      expect(Object.values<{ data_offsets: number[] }>(entries).flatMap((entry) => entry.data_offsets)).toEqual([
        0, 8, 8, 16, 16, 24, 24, 32,
      ]);
      expect(Object.values(__metadata__).every((value) => typeof value === 'string')).toBe(true);
      expect(file.byteLength).toBe(8 + headLength + 32);
    });

    it.each([
      ['no JSON', '{', /does not say which tensors are stored once/],
      ['no list', '[]', /does not say which tensors are stored once/],
      ['names that are numbers', '{"same":{"x":1},"zero":{}}', /does not say which tensors are stored once/],
      ['one that is not there', '{"same":{"x":"v"},"zero":{}}', /tensor x is stored as v, which is not there/],
      ['one that is stored once itself', '{"same":{"x":"w","y":"x"},"zero":{}}', /y is stored as x, which is not/],
      ['a tensor that is there', '{"same":{},"zero":{"w":"w"}}', /tensor w is there twice/],
      ['one in both lists', '{"same":{"x":"w"},"zero":{"x":"w"}}', /tensor x is there twice/],
    ])('is refused with %s', (_, leftOut, message) => {
      const damaged = header.replace('"step":"3"', `"leftOut":${JSON.stringify(leftOut)}`);
      expect(() => readSafetensors(byHand(damaged, [1, 2]))).toThrow(message);
    });
  });

  const bad: [string, ArrayBuffer, RegExp][] = [
    ['an empty file', new ArrayBuffer(0), /empty or cut short/],
    ['a file cut in its header', byHand(header, []).slice(0, 20), /cut short/],
    ['a file cut in its data', byHand(header, [1]), /tensor w is cut short/],
    ['a header that is no JSON', byHand('{nope', []), /not JSON/],
    ['a header that is no object', byHand('null', []), /does not describe tensors/],
    ['metadata that are null', byHand('{"__metadata__":null}', []), /does not describe tensors/],
    ['a tensor that is null', byHand('{"w":null}', []), /does not say what tensor w is/],
    ['a tensor without a place', byHand('{"w":{"dtype":"F32","shape":[1]}}', [1]), /does not say what tensor w is/],
    ['a shape that is no number', byHand(header.replace('[2,1]', '["2",1]'), [1, 2]), /does not say what tensor w is/],
    ['a place before the data', byHand(header.replace('[0,8]', '[-8,0]'), [1, 2]), /does not say what tensor w is/],
    ['another number format', byHand(header.replace('F32', 'F16'), [1, 2]), /not float32/],
    ['a shape that does not fit', byHand(header.replace('[2,1]', '[3,1]'), [1, 2]), /has 8 bytes, its shape needs 12/],
  ];
  for (const [name, file, message] of bad) {
    it(`refuses ${name} and names the fix`, () => {
      expect(() => readSafetensors(file)).toThrow(message);
      expect(() => readSafetensors(file)).toThrow(/model\.safetensors: .*choose another file/);
    });
  }
});
