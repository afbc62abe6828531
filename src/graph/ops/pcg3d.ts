/**
 * Random numbers by counter: a hash of three words, e.g. element, place and seed (pcg3d, Jarzynski and Olano 2020, “Hash Functions for GPU
 * Rendering”). The same words give the same number in the reference and in kernels.
 */
import source from '../../gpu/kernels/pcg3d.wgsl?raw';

/** WGSL of `fn pcg3d(key: vec3u) -> u32`, to be appended to a kernel. */
export const pcg3dSource = source;

/** The first word of pcg3d(x, y, z), all u32. */
export function pcg3d(a: number, b: number, c: number): number {
  const start = (word: number) => (Math.imul(word, 1664525) + 1013904223) >>> 0;
  let [x, y, z] = [start(a), start(b), start(c)];
  x = (x + Math.imul(y, z)) >>> 0;
  y = (y + Math.imul(z, x)) >>> 0;
  z = (z + Math.imul(x, y)) >>> 0;
  x = (x ^ (x >>> 16)) >>> 0;
  y = (y ^ (y >>> 16)) >>> 0;
  z = (z ^ (z >>> 16)) >>> 0;
  return (x + Math.imul(y, z)) >>> 0;
}
