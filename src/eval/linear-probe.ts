/** A linear probe: whether a property of words can be read from their vectors, measured on words that the probe has not seen. */
import { dot, type Vector } from './word-vectors.ts';

const folds = 10;
const iterations = 300;
const rate = 0.5;
/** Weight of ‖w‖² / 2 beside the mean log loss. */
const penalty = 0.1;

export interface LinearClassifier {
  /** p(true | x) = σ(w · (x − mean) / scale + bias) is above a half where this is true. */
  classify(x: Vector): boolean;
}

/** Logistic regression with an L2 penalty by gradient descent; the vectors are centred and divided by one scale, so that directions keep their sizes. */
export function fitLogistic(vectors: readonly Vector[], labels: readonly boolean[]): LinearClassifier {
  const [n, d] = [vectors.length, vectors[0]!.length];
  const mean = Float64Array.from({ length: d }, (_, c) => vectors.reduce((sum, v) => sum + v[c]!, 0) / n);
  const centred = vectors.map((v) => Float64Array.from(v, (x, c) => x - mean[c]!));
  const scale = Math.sqrt(centred.reduce((sum, v) => sum + dot(v, v), 0) / (n * d)) || 1;
  const rows = centred.map((v) => v.map((x) => x / scale));
  const w = new Float64Array(d);
  let bias = 0;
  for (let i = 0; i < iterations; i++) {
    const gradient = w.map((weight) => penalty * weight);
    let biasGradient = 0;
    for (const [at, row] of rows.entries()) {
      const error = (1 / (1 + Math.exp(-(dot(row, w) + bias))) - Number(labels[at]!)) / n;
      for (let c = 0; c < d; c++) gradient[c]! += error * row[c]!;
      biasGradient += error;
    }
    for (let c = 0; c < d; c++) w[c]! -= rate * gradient[c]!;
    bias -= rate * biasGradient;
  }
  return { classify: (x) => w.reduce((sum, weight, c) => sum + (weight * (x[c]! - mean[c]!)) / scale, bias) > 0 };
}

/**
 * Share of the words whose label is read right, each by a probe that was fitted on the other nine tenths (10-fold cross-validation; a half is chance for two
 * labels that are as frequent). The words of each label are dealt to the folds in turn. Null with fewer than two words of a label.
 */
export function probeAccuracy(vectors: readonly Vector[], labels: readonly boolean[]): number | null {
  const dealt = { true: 0, false: 0 };
  const foldOf = labels.map((label) => dealt[`${label}`]++ % folds);
  if (dealt.true < 2 || dealt.false < 2) return null;
  let right = 0;
  for (let fold = 0; fold < folds; fold++) {
    const seen = foldOf.flatMap((own, i) => (own === fold ? [] : [i]));
    const unseen = foldOf.flatMap((own, i) => (own === fold ? [i] : []));
    if (unseen.length === 0) continue;
    const { classify } = fitLogistic(
      seen.map((i) => vectors[i]!),
      seen.map((i) => labels[i]!),
    );
    right += unseen.filter((i) => classify(vectors[i]!) === labels[i]).length;
  }
  return right / labels.length;
}
