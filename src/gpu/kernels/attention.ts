/**
 * Attention kernels with their tiles unrolled. qkv is (R, T, 3·D4) in vec4; a head's query, key and value are `size4` vec4 each;
 * `tile` neighbouring rows of one head share every load. Constants T, H, D4, MASK, SCALE.
 */
import { unroll } from './unroll.ts';

export interface AttentionTile {
  /** vec4 in a head. */
  size4: number;
  /** Rows an invocation computes. */
  tile: number;
}

const head = (tile: number) => `@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) gid: vec3u) {
  let index = invocation(gid);
  if (index >= COUNT) { return; }
  let row = (index % TILES) * ${tile}u;
  let h = (index / TILES) % H;
  let r = index / (TILES * H);
  let length = lengths[r];
  let stride = 3u * D4;`;

/** The first key that query i does not see, for each row of the tile. */
const lastVisible = (tile: number) => `
  ${unroll(tile, (n) => `var last${n} = length;`)}
#if MASK
  ${unroll(tile, (n) => `last${n} = min(length, row + ${n + 1}u);`)}
#if prefixes
  ${unroll(tile, (n) => `last${n} = min(length, max(last${n}, prefixes[r]));`)}
#endif
#endif
  let last = ${unroll(tile - 1, (n) => `max(last${n}, `, '')}last${tile - 1}${')'.repeat(tile - 1)};`;

/**
 * out = softmax(SCALE q kᵀ) v and the log-sum-exp of each row; keys go by four at a time under a running maximum
 * (Milakov and Gimelshein 2018).
 */
export function attentionText({ size4, tile }: AttentionTile): string {
  return `${head(tile)}
  let base = r * T * stride + h * ${size4}u;
  let target_ = r * T * D4 + h * ${size4}u;
  if (row >= length) {
    for (var i = row; i < min(T, row + ${tile}u); i++) {
      for (var c = 0u; c < ${size4}u; c++) { out[target_ + i * D4 + c] = vec4f(); }
      saved[(r * H + h) * T + i] = 0.0;
    }
    return;
  }
  ${lastVisible(tile)}
  ${unroll(tile, (n) => `let at${n} = base + min(row + ${n}u, length - 1u) * stride;`)}
  ${unroll(tile, (n) => unroll(size4, (c) => `let q${n}_${c} = qkv[at${n} + ${c}u] * SCALE_F; var sum${n}_${c} = vec4f();`))}
  ${unroll(tile, (n) => `var top${n} = -1e30; var total${n} = 0.0;`)}
  for (var j = 0u; j < last; j += 4u) {
    ${unroll(4, (m) => `let k${m} = base + min(j + ${m}u, last - 1u) * stride + D4;`)}
    ${unroll(tile, (n) => `var s${n} = vec4f();`, ' ')}
    ${unroll(
      size4,
      (c) => `{ ${unroll(4, (m) => `let x${m} = qkv[k${m} + ${c}u];`, ' ')}
      ${unroll(tile, (n) => `s${n} += vec4f(${unroll(4, (m) => `dot(q${n}_${c}, x${m})`, ', ')});`)} }`,
    )}
    let keys = vec4u(j, j + 1u, j + 2u, j + 3u);
    ${unroll(
      tile,
      (n) => `
    s${n} = select(s${n}, vec4f(-1e30), keys >= vec4u(last${n}));
    let next${n} = max(top${n}, max(max(s${n}.x, s${n}.y), max(s${n}.z, s${n}.w)));
    let shrink${n} = exp(top${n} - next${n});
    let p${n} = exp(s${n} - next${n});
    total${n} = total${n} * shrink${n} + dot(p${n}, vec4f(1.0));
    top${n} = next${n};`,
    )}
    ${unroll(
      size4,
      (c) => `{ ${unroll(4, (m) => `let x${m} = qkv[k${m} + D4 + ${c}u];`, ' ')}
      ${unroll(tile, (n) => `sum${n}_${c} = sum${n}_${c} * shrink${n} + p${n}.x * x0 + p${n}.y * x1 + p${n}.z * x2 + p${n}.w * x3;`)} }`,
    )}
  }
  ${unroll(
    tile,
    (n) => `if (row + ${n}u < T) {
    let inside = row + ${n}u < length;
    ${unroll(size4, (c) => `out[target_ + (row + ${n}u) * D4 + ${c}u] = select(vec4f(), sum${n}_${c} / total${n}, inside);`)}
    saved[(r * H + h) * T + row + ${n}u] = select(0.0, top${n} + log(total${n}), inside);
  }`,
  )}
}`;
}

/** δ_i = ∂out_i · out_i and ∂q_i = SCALE Σ_j p_ij (∂out_i·v_j − δ_i) k_j. */
export function attentionBackwardQueryText({ size4, tile }: AttentionTile): string {
  return `${head(tile)}
  let base = r * T * stride + h * ${size4}u;
  let rows = r * T * D4 + h * ${size4}u;
  ${unroll(tile, (n) => unroll(size4, (c) => `var sum${n}_${c} = vec4f();`, ' '))}
  if (row < length) {
    ${lastVisible(tile)}
    ${unroll(
      tile,
      (n) => `
    let i${n} = min(row + ${n}u, length - 1u);
    ${unroll(size4, (c) => `let q${n}_${c} = qkv[base + i${n} * stride + ${c}u] * SCALE_F; let g${n}_${c} = gradient[rows + i${n} * D4 + ${c}u];`)}
    let d${n} = ${unroll(size4, (c) => `dot(g${n}_${c}, out[rows + i${n} * D4 + ${c}u])`, ' + ')};
    let lse${n} = saved[(r * H + h) * T + i${n}];
    if (row + ${n}u < length) { delta[(r * H + h) * T + row + ${n}u] = d${n}; }`,
    )}
    for (var j = 0u; j < last; j++) {
      let k = base + j * stride + D4;
      ${unroll(size4, (c) => `let k_${c} = qkv[k + ${c}u]; let v_${c} = qkv[k + D4 + ${c}u];`)}
      ${unroll(
        tile,
        (n) => `{
        let s = ${unroll(size4, (c) => `dot(q${n}_${c}, k_${c})`, ' + ')};
        let dp = ${unroll(size4, (c) => `dot(g${n}_${c}, v_${c})`, ' + ')};
        let ds = select(0.0, exp(s - lse${n}) * (dp - d${n}) * SCALE_F, j < last${n});
        ${unroll(size4, (c) => `sum${n}_${c} += ds * k_${c};`, ' ')}
      }`,
      )}
    }
  }
  ${unroll(
    tile,
    (n) => `if (row + ${n}u < T) {
    let inside = row + ${n}u < length;
    let at = base + (row + ${n}u) * stride;
    ${unroll(
      size4,
      (c) => `
#if ACCUMULATE
    dQkv[at + ${c}u] += select(vec4f(), sum${n}_${c}, inside);
#else
    dQkv[at + ${c}u] = select(vec4f(), sum${n}_${c}, inside);
#endif`,
    )}
  }`,
  )}
}`;
}

/** ∂v_j = Σ_i p_ij ∂out_i and ∂k_j = SCALE Σ_i p_ij (∂out_i·v_j − δ_i) q_i. */
export function attentionBackwardKeyText({ size4, tile }: AttentionTile): string {
  return `${head(tile)}
  let base = r * T * stride + h * ${size4}u;
  let rows = r * T * D4 + h * ${size4}u;
  ${unroll(tile, (n) => unroll(size4, (c) => `var dk${n}_${c} = vec4f(); var dv${n}_${c} = vec4f();`, ' '))}
  if (row < length) {
    ${unroll(
      tile,
      (n) => `
    let at${n} = base + min(row + ${n}u, length - 1u) * stride + D4;
    ${unroll(size4, (c) => `let k${n}_${c} = qkv[at${n} + ${c}u] * SCALE_F; let v${n}_${c} = qkv[at${n} + D4 + ${c}u];`)}`,
    )}
    var first = 0u;
#if MASK
    first = row;
#if prefixes
    first = select(row, 0u, row < prefixes[r]);
#endif
#endif
    for (var i = first; i < length; i++) {
      let query = base + i * stride;
      ${unroll(size4, (c) => `let q_${c} = qkv[query + ${c}u]; let g_${c} = gradient[rows + i * D4 + ${c}u];`)}
      let lse = saved[(r * H + h) * T + i];
      let d = delta[(r * H + h) * T + i];
      var end = length;
#if MASK
      end = i + 1u;
#if prefixes
      end = max(end, prefixes[r]);
#endif
#endif
      ${unroll(
        tile,
        (n) => `{
        let s = ${unroll(size4, (c) => `dot(k${n}_${c}, q_${c})`, ' + ')};
        let dp = ${unroll(size4, (c) => `dot(v${n}_${c}, g_${c})`, ' + ')};
        let p = select(0.0, exp(s - lse), row + ${n}u < end);
        let ds = p * (dp - d) * SCALE_F;
        ${unroll(size4, (c) => `dv${n}_${c} += p * g_${c}; dk${n}_${c} += ds * q_${c};`, ' ')}
      }`,
      )}
    }
  }
  ${unroll(
    tile,
    (n) => `if (row + ${n}u < T) {
    let inside = row + ${n}u < length;
    let at = base + (row + ${n}u) * stride + D4;
    ${unroll(
      size4,
      (c) => `
#if ACCUMULATE
    dQkv[at + ${c}u] += select(vec4f(), dk${n}_${c}, inside);
    dQkv[at + D4 + ${c}u] += select(vec4f(), dv${n}_${c}, inside);
#else
    dQkv[at + ${c}u] = select(vec4f(), dk${n}_${c}, inside);
    dQkv[at + D4 + ${c}u] = select(vec4f(), dv${n}_${c}, inside);
#endif`,
    )}
  }`,
  )}
}`;
}
