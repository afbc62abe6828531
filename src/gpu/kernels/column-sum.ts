/** Sums over rows, for one or two matrices with the same number of rows in one dispatch. */
import { unroll } from './unroll.ts';

/** Matrices of one dispatch. */
export const maxMatrices = 2;

/**
 * For each matrix m: out_m[part, c] = Σ over the rows of one part of x_m[row, c]; with one part that is the whole sum. Constants ROWS, PART,
 * COLUMNS_m, START_m: the first invocation of matrix m, ACCUMULATE_m. A
 * matrix of 0 columns is not there.
 */
export const columnSumText = `@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let i = invocation(gid);
  if (i >= COUNT) { return; }
  ${unroll(
    maxMatrices,
    (m) => `
  if (i >= START_${m} && i < START_${m} + COLUMNS_${m} * ((ROWS + PART - 1u) / PART)) {
    let at = i - START_${m};
    let part = at / COLUMNS_${m};
    var sum = 0.0;
    let end = min(ROWS, (part + 1u) * PART);
    for (var row = part * PART; row < end; row++) { sum += x_${m}[row * COLUMNS_${m} + at % COLUMNS_${m}]; }
    if (ACCUMULATE_${m} != 0u) { sum += out_${m}[at]; }
    out_${m}[at] = sum;
  }`,
  )}
}`;
