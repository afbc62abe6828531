/**
 * WGSL has no unrolling and no arrays in registers: an array that is indexed by a loop variable is kept in memory. So the text of the hot kernels
 * is generated, with tiles unrolled into named variables.
 */

/** The lines for i = 0 … n − 1. */
export function unroll(n: number, line: (i: number) => string, separator = '\n'): string {
  return Array.from({ length: n }, (_, i) => line(i)).join(separator);
}

/** GELU in its tanh form as a WGSL function over f32 or vec4f, and its slope. tanh is computed from exp, which is cheaper on CPUs. */
export function geluText(type: 'f32' | 'vec4f'): string {
  return `
fn gelu_tanh(x: ${type}) -> ${type} {
  let u = clamp(0.7978845608 * (x + 0.044715 * x * x * x), ${type}(-15.0), ${type}(15.0));
  return 1.0 - 2.0 / (exp(2.0 * u) + 1.0);
}
fn gelu(x: ${type}) -> ${type} { return 0.5 * x * (1.0 + gelu_tanh(x)); }
fn gelu_slope(x: ${type}) -> ${type} {
  let t = gelu_tanh(x);
  return 0.5 * (1.0 + t) + 0.5 * x * (1.0 - t * t) * 0.7978845608 * (1.0 + 0.134145 * x * x);
}`;
}
