/** The table of matrix products: which kernel is probably the fastest, by class of adapter and shape. Nothing is measured for it. */
import { partRows } from './column-sum.ts';
import type { AdapterClass } from './kernel-family.ts';
import type { MatmulShape } from './matmul.ts';

/** Side of the square of outputs that a workgroup of the `workgroup` kernels computes. */
const tile = 64;
/** Enough 64×64 tiles for workgroups to be worth their barriers. On an H100 they were the fastest from about this number on. */
const enoughTiles = 8;
/** With so many tiles a GPU is full, so that cutting sums into parts only adds work. */
const fullTiles = 64;
/** A sum shorter than this is not worth a subgroup: its 32 lanes would add eight terms each. */
const subgroupTerms = 256;

/** Names of variants (matmul-variants.ts), best first. */
export function matmulTable(adapter: AdapterClass, shape: MatmulShape): readonly string[] {
  return adapter === 'software' ? softwareTable(shape) : hardwareTable(shape);
}

const [small, medium, large] = ['registers 4×4', 'registers 8×4', 'registers 16×8'] as const;

/** Register tiles only: on a processor shared memory and barriers cost more than they save. */
function softwareTable(shape: MatmulShape): string[] {
  const likeliest = registersFor(shape);
  return [likeliest, ...[small, medium, large].filter((name) => name !== likeliest)];
}

/** Large tiles load less per multiplication. Small tiles keep enough invocations busy if there is little to compute. */
function registersFor({ layout, m, n, k }: MatmulShape): string {
  const parts = Math.max(1, Math.ceil(k / partRows));
  const outputs = (layout === 'tn' ? m * parts : m) * n;
  if (outputs >= 128 * 512) return large;
  return outputs >= 32 * 128 ? medium : small;
}

function hardwareTable(shape: MatmulShape): string[] {
  const { layout, m, n, k } = shape;
  const tilesOf = (rows: number, columns: number) => Math.ceil(m / rows) * Math.ceil(n / columns);
  const tiles = tilesOf(tile, tile);
  const longSum = k >= 2 * partRows;
  return [
    ...(longSum && tiles < fullTiles && (layout === 'tn' || tiles > 1)
      ? ['workgroup 64×64 by four, split sum', 'workgroup 64×64, split sum']
      : []),
    ...(tiles >= enoughTiles ? ['workgroup 64×64, f16 tiles'] : []),
    ...(tilesOf(128, 128) >= fullTiles ? ['workgroup 128×128 by four'] : []),
    ...(tilesOf(128, 64) >= fullTiles ? ['workgroup 128×64 by four'] : []),
    ...(tiles >= enoughTiles ? ['workgroup 64×64 by four', 'workgroup 64×64'] : []),
    ...(k >= subgroupTerms ? ['subgroup sums'] : []),
    registersFor(shape),
    // fits every shape
    'workgroup 64×64',
  ];
}
