/** What one step changes, and what its gradient predicts. Pure functions, for the page. */

/** Inner products of all pairs of gradients of the scores: the tangent kernel K, (k, k). */
export function tangentKernel(gradients: readonly (Float32Array | Float64Array)[]): number[][] {
  const kernel = gradients.map(() => new Array<number>(gradients.length).fill(0));
  gradients.forEach((a, i) => {
    gradients.slice(0, i + 1).forEach((b, j) => {
      let sum = 0;
      for (let n = 0; n < a.length; n++) sum += a[n]! * b[n]!;
      kernel[i]![j] = sum;
      kernel[j]![i] = sum;
    });
  });
  return kernel;
}

/**
 * The change of each score f(x,z), to first order, if the retriever's parameters took one step of plain gradient ascent on this example's objective,
 * θ ← θ + η Σ_z′ r(z′) ∂f(x,z′)/∂θ: Δf(x,z) = η Σ_z′ K(z,z′) r(z′). The run itself steps with AdamW on the whole batch, so sizes differ.
 */
export function predictedChanges(kernel: readonly (readonly number[])[], r: readonly number[], rate: number): number[] {
  return kernel.map((row) => rate * row.reduce((sum, k, i) => sum + k * r[i]!, 0));
}

/**
 * Changes of scores less their mean, weighted by p(z|x): Δf(x,z) − Σ_z′ p(z′|x) Δf(x,z′), which is the change of log p(z|x) to first order. A shift that
 * all scores share changes no probability.
 */
export function withoutShift(changes: readonly number[], prior: readonly number[]): number[] {
  const shift = sharedShift(changes, prior);
  return changes.map((value) => value - shift);
}

/** Σ_z p(z|x) Δf(x,z). */
export function sharedShift(changes: readonly number[], prior: readonly number[]): number {
  return changes.reduce((sum, value, z) => sum + prior[z]! * value, 0);
}

export interface Movement {
  /** ‖e′ − e‖. */
  distance: number;
  /** cos(e, e′). */
  cosine: number;
}

/** How far an embedding has moved. */
export function movement(before: ArrayLike<number>, after: ArrayLike<number>): Movement {
  let [square, inner, a, b] = [0, 0, 0, 0];
  for (let i = 0; i < before.length; i++) {
    const [x, y] = [before[i]!, after[i]!];
    square += (y - x) ** 2;
    inner += x * y;
    a += x * x;
    b += y * y;
  }
  return { distance: Math.sqrt(square), cosine: inner / Math.sqrt(a * b) };
}

/** How many of the predicted changes have the sign of the actual one. */
export function sameSigns(predicted: readonly number[], actual: readonly number[]): number {
  return predicted.filter((value, i) => value * actual[i]! > 0).length;
}

/** Ranks from 1; equal values share the mean of theirs. */
function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    const smaller = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return smaller + (equal + 1) / 2;
  });
}

/** Spearman's rank correlation of two lists of the same length, −1 … 1; NaN if all values of one are equal. */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranks(a), ranks(b)];
  const mean = (a.length + 1) / 2;
  const product = (u: readonly number[], v: readonly number[]) =>
    u.reduce((sum, value, i) => sum + (value - mean) * (v[i]! - mean), 0);
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}
