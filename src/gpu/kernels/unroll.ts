/**
 * WGSL has no unrolling and no arrays in registers: an array that is indexed by a loop variable is kept in memory. So the text of the hot kernels
 * is generated, with tiles unrolled into named variables.
 */

/** The lines for i = 0 … n − 1. */
export function unroll(n: number, line: (i: number) => string, separator = '\n'): string {
  return Array.from({ length: n }, (_, i) => line(i)).join(separator);
}

/**
 * GELU in its exact form, x Φ(x), as a WGSL function over f32, and its slope. WGSL has no erf: it is formula 7.1.26 of Abramowitz and Stegun, whose
 * error is below 1.5e-7.
 */
export const exactGeluText = `
fn erf_of_magnitude(x: f32) -> f32 {
  let t = 1.0 / (1.0 + 0.3275911 * x);
  return 1.0 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * exp(-x * x);
}
fn normal_share(x: f32) -> f32 { return 0.5 + 0.5 * sign(x) * erf_of_magnitude(min(abs(x), 12.0) * 0.7071067812); }
fn gelu(x: f32) -> f32 { return x * normal_share(x); }
fn gelu_slope(x: f32) -> f32 {
  let bounded = clamp(x, -12.0, 12.0);
  return normal_share(x) + 0.3989422804 * bounded * exp(-0.5 * bounded * bounded);
}`;

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
