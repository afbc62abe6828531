import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import { qrCode } from './qr-code.ts';
import { longestQr } from './share-link.ts';

/** The code as a bitmap, drawn from its path. */
function bitmap({ size, path }: { size: number; path: string }, scale = 3) {
  const width = size * scale;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = 0; row < scale; row++) {
      for (let column = 0; column < scale; column++) {
        const at = 4 * ((Number(y) * scale + row) * width + Number(x) * scale + column);
        pixels.fill(0, at, at + 3);
      }
    }
  }
  return { pixels, width };
}

describe('a QR code', () => {
  it.each([
    'http://localhost:4173/#v=1&preset=first&moment=10',
    'https://example.org/play/?lang=zh-Hans#v=1&preset=bios&seed=3&view=lab&text=%E9%98%BF%E5%B0%94',
    `https://example.org/#text=${'a'.repeat(longestQr - 26)}`,
  ])('of %s is read by another program', (text) => {
    const { pixels, width } = bitmap(qrCode(text));
    expect(jsQR(pixels, width, width)?.data).toBe(text);
  });

  it('of the longest link has modules that a projector still shows', () => {
    expect(qrCode('x'.repeat(longestQr)).size - 8).toBeLessThanOrEqual(97);
  });
});
