/** Charts as files. A PNG is drawn from the SVG, so both show the same. */
import { type ChartPicture, chartSvg, type PictureStyle } from '../charts/chart-svg.ts';

const size = { width: 720, height: 320 };
/** Pixels of a PNG for each unit of the drawing. */
const pixelRatio = 2;

/** Colours of the light theme, in which files are drawn whatever the page shows. */
export function lightColours(): PictureStyle['colour'] {
  const known = new Map<string, string>();
  return (name) => {
    let colour = known.get(name);
    if (colour === undefined) {
      const sample = document.createElement('span');
      sample.style.colorScheme = 'light';
      sample.style.color = `var(${name})`;
      document.body.append(sample);
      colour = getComputedStyle(sample).color;
      sample.remove();
      known.set(name, colour);
    }
    return colour;
  };
}

export function svgOf(picture: ChartPicture, colour = lightColours()): string {
  return chartSvg(picture, { ...size, colour });
}

export async function pngOf(picture: ChartPicture): Promise<Uint8Array<ArrayBuffer>> {
  const url = URL.createObjectURL(new Blob([svgOf(picture)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = new OffscreenCanvas(size.width * pixelRatio, size.height * pixelRatio);
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(url);
  }
}
