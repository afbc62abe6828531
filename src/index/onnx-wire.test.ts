import { describe, expect, it } from 'vitest';
import { WireMessage } from './onnx-wire.ts';

describe('WireMessage', () => {
  it('writes the examples of the protobuf encoding guide', () => {
    expect([...new WireMessage().integer(1, 150).bytes()]).toEqual([0x08, 0x96, 0x01]);
    expect([...new WireMessage().text(2, 'testing').bytes()]).toEqual([
      0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67,
    ]);
    expect([...new WireMessage().message(3, new WireMessage().integer(1, 150)).bytes()]).toEqual([
      0x1a, 0x03, 0x08, 0x96, 0x01,
    ]);
  });

  it('writes tags above 15 and integers above 32 bits', () => {
    // Field 20: tag 160 = 0xa0 0x01. 2⁴⁰: five groups of zeros, then bit 5 of the sixth.
    expect([...new WireMessage().integer(20, 2 ** 40).bytes()]).toEqual([
      0xa0, 0x01, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20,
    ]);
  });

  it('writes a float in four little-endian bytes', () => {
    expect([...new WireMessage().float(2, 1).bytes()]).toEqual([0x15, 0x00, 0x00, 0x80, 0x3f]);
  });
});
