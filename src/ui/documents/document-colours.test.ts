import { describe, expect, it } from 'vitest';
import { documentColours, documentPalette, nullColour } from './document-colours.ts';

const idsOf = (count: number) => Array.from({ length: count }, (_, i) => `person-${i * 37}-${i}`);
const looks = (ids: readonly (string | null)[]) =>
  [...documentColours(ids).values()].map(({ css, form }) => `${css} ${form}`);

/** OKLab of an OKLCH colour. */
const labOf = ([l, c, h]: readonly number[]) => {
  const angle = (h! * Math.PI) / 180;
  return [l!, c! * Math.cos(angle), c! * Math.sin(angle)] as const;
};

/** Linear sRGB of an OKLCH colour, clipped (Ottosson 2020). */
function linear(colour: readonly number[]): number[] {
  const [l, a, b] = labOf(colour);
  const cone = [
    l + 0.3963377774 * a + 0.2158037573 * b,
    l - 0.1055613458 * a - 0.0638541728 * b,
    l - 0.0894841775 * a - 1.291485548 * b,
  ].map((x) => x ** 3) as [number, number, number];
  const rows = [
    [4.0767416621, -3.3077115913, 0.2309699292],
    [-1.2684380046, 2.6097574011, -0.3413193965],
    [-0.0041960863, -0.7034186147, 1.707614701],
  ];
  return rows.map((row) => Math.min(1, Math.max(0, row[0]! * cone[0] + row[1]! * cone[1] + row[2]! * cone[2])));
}
const luminance = ([r, g, b]: readonly number[]) => 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
/** Linear values of a colour as `#rrggbb`. */
const linearOf = (hex: string) =>
  [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

/** The colours of a theme as [lightness, chroma, hue]. */
const shadesOf = (theme: number) =>
  documentPalette.map((css) => [...css.matchAll(/oklch\(([^)]*)\)/g)][theme]![1]!.split(' ').map(Number));

describe('colours of documents', () => {
  it.each([
    ['light', 0, ['#fbfcfc', '#e6ebeb']],
    ['dark', 1, ['#141c22', '#1d272e']],
  ] as const)('are seen on the %s page, and are different', (_, theme, surfaces) => {
    const shades = shadesOf(theme);
    for (const surface of surfaces) {
      for (const shade of shades) {
        expect(contrast(luminance(linear(shade)), luminance(linearOf(surface))), `${shade}`).toBeGreaterThan(3);
      }
    }
    shades.forEach((a, i) => {
      for (const b of shades.slice(i + 1)) {
        const [one, other] = [labOf(a), labOf(b)];
        expect(Math.hypot(...one.map((value, at) => value - other[at]!)), `${a} ${b}`).toBeGreaterThan(0.09);
      }
    });
  });

  it.each([3, 7, 15, 24])('tell %i documents and the null document apart', (count) => {
    const ids = [null, ...idsOf(count)];
    expect(new Set(looks(ids)).size).toBe(count + 1);
    expect(documentColours(ids).get(null)).toBe(nullColour);
  });

  it('are all different as long as there are enough', () => {
    const ids = idsOf(documentPalette.length);
    expect(new Set([...documentColours(ids).values()].map(({ css }) => css)).size).toBe(ids.length);
  });

  it('do not depend on the order, nor on documents named twice', () => {
    const ids = [null, ...idsOf(12)];
    const colours = documentColours(ids);
    const others = documentColours([...ids.toReversed(), ids[3]!]);
    for (const id of ids) expect(others.get(id)).toEqual(colours.get(id));
  });

  it('stay with most documents when one of them goes', () => {
    const ids = idsOf(7);
    const colours = documentColours(ids);
    let kept = 0;
    for (const gone of ids) {
      const rest = ids.filter((id) => id !== gone);
      const others = documentColours(rest);
      kept += rest.filter((id) => others.get(id)!.css === colours.get(id)!.css).length;
    }
    expect(kept / (7 * 6)).toBeGreaterThan(0.8);
  });
});
