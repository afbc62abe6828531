/** QR codes, drawn by qrcode-generator. */

import qrcode from 'qrcode-generator';

/** Modules of white around the code that readers need. */
const quiet = 4;

export interface QrCode {
  /** Modules of one side, with the white around the code. */
  size: number;
  /** The dark modules as the path of an SVG. */
  path: string;
}

/** The code of a text, with correction of 7% of it. */
export function qrCode(text: string): QrCode {
  // the smallest that holds it
  const code = qrcode(0, 'L');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const rows = Array.from({ length: count }, (_, y) =>
    Array.from({ length: count }, (_, x) => (code.isDark(y, x) ? `M${x + quiet} ${y + quiet}h1v1h-1z` : '')).join(''),
  );
  return { size: count + 2 * quiet, path: rows.join('') };
}

/** The code as a picture, `pixels` wide at least. */
export async function qrPicture({ size, path }: QrCode, pixels = 800): Promise<Blob> {
  const scale = Math.ceil(pixels / size);
  const canvas = new OffscreenCanvas(size * scale, size * scale);
  const drawing = canvas.getContext('2d')!;
  drawing.fillStyle = '#fff';
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.scale(scale, scale);
  drawing.fillStyle = '#000';
  drawing.fill(new Path2D(path));
  return canvas.convertToBlob({ type: 'image/png' });
}
