/**
 * One colour for one document, wherever the documents of an example are shown: table, picture, index. There are few colours, so documents may share
 * one; then their marks have different forms. Both depend on the ids alone, not on the order of the candidates, so that a document keeps its mark
 * when its rank changes.
 */

/** What a mark looks like. Colour alone is never all that tells two documents apart. */
export const markForms = ['disc', 'square', 'diamond'] as const;
export type MarkForm = (typeof markForms)[number] | 'ring';

export interface DocumentColour {
  /** A CSS colour, for the light and the dark page; at least 3 : 1 against both surfaces. */
  css: string;
  form: MarkForm;
}

/** Hue in degrees and lightness in OKLCH. Hues near those of positive and negative r(z) are left out. */
const tones: readonly (readonly [hue: number, light: number, dark: number])[] = [
  [265, 0.5, 0.76],
  [130, 0.58, 0.84],
  [330, 0.5, 0.82],
  [85, 0.58, 0.86],
  [300, 0.4, 0.68],
  [230, 0.6, 0.82],
  [5, 0.57, 0.72],
  [155, 0.46, 0.7],
];
const chroma = 0.13;

export const documentPalette: readonly string[] = tones.map(
  ([hue, light, dark]) => `light-dark(oklch(${light} ${chroma} ${hue}), oklch(${dark} ${chroma} ${hue}))`,
);

/** The null document has no colour: it is no document. */
export const nullColour: DocumentColour = { css: 'var(--ink-3)', form: 'ring' };

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}

/**
 * Colours of the documents of one example by their ids; null is the null document. Each document takes the colour that its id gives it. If another
 * one has it already, it takes the next that is free; when none is free, one of another form. With more than three documents a colour, marks repeat.
 */
export function documentColours(ids: readonly (string | null)[]): ReadonlyMap<string | null, DocumentColour> {
  const colours = new Map<string | null, DocumentColour>();
  if (ids.includes(null)) colours.set(null, nullColour);
  const size = documentPalette.length;
  let waiting = [...new Set(ids)].filter((id) => id !== null).sort();
  for (let round = 0; waiting.length > 0; round++) {
    const taken = new Set<number>();
    const take = (id: string, tone: number) => {
      taken.add(tone);
      colours.set(id, { css: documentPalette[tone]!, form: markForms[round % markForms.length]! });
    };
    const later = waiting.filter((id) => {
      const own = hash(id) % size;
      if (taken.has(own)) return true;
      take(id, own);
      return false;
    });
    waiting = later.filter((id) => {
      if (taken.size === size) return true;
      let tone = hash(id) % size;
      while (taken.has(tone)) tone = (tone + 1) % size;
      take(id, tone);
      return false;
    });
  }
  return colours;
}
