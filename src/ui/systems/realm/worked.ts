/**
 * Formulas with the numbers of one candidate in them. Each number has as many digits as it takes, so that a person who computes with the numbers
 * on the screen gets the result on the screen.
 */
import type { CandidateView } from '../../../systems/realm/views.ts';
import type { Formats } from '../../format.ts';

/** r(z) has three decimals beside its bar; a worked formula may need more where the numbers are rounded the wrong way. */
const decimalsOfGradient = [3, 4, 5, 6, 7];
const leastDigits = 3;
const mostDigits = 10;

const rounded = (value: number, digits: number) => Number(value.toPrecision(digits));
const isRoundedTo = (value: number, result: number, decimals: number) =>
  Number(value.toFixed(decimals)) === Number(result.toFixed(decimals));

/** The least number of significant digits of the operands with which `compute` gives the result to so many decimals; null: there is none. */
function digitsFor(
  operands: readonly number[],
  compute: (...operands: number[]) => number,
  isResult: (value: number) => boolean,
): number | null {
  for (let digits = leastDigits; digits <= mostDigits; digits++) {
    if (isResult(compute(...operands.map((value) => rounded(value, digits))))) return digits;
  }
  return null;
}

/** `a / b = c` with operands that give c to its shown digits. */
function quotient(a: number, b: number, digitsOfResult: number, format: Formats): string {
  const result = rounded(a / b, digitsOfResult);
  const digits =
    digitsFor(
      [a, b],
      (x, y) => x / y,
      (value) => rounded(value, digitsOfResult) === result,
    ) ?? mostDigits;
  return `${format.significant(a, digits)} / ${format.significant(b, digits)}`;
}

/**
 * r(z) in two ways, one a line: from the ratio p(y|z,x) / p(y|x) and p(z|x), and as posterior minus prior; before them the ratio itself. Under the
 * objective per token, ratio and posterior are means over the masked tokens. Undefined where p(z|x) or p(y|x) is too small to divide by.
 */
export function workedGradient(
  { likelihood, prior, posterior, gradient }: CandidateView,
  marginal: number,
  objective: 'sequence' | 'token',
  format: Formats,
): string | undefined {
  const ratio = objective === 'sequence' ? likelihood / marginal : posterior / prior;
  if (!Number.isFinite(ratio)) return undefined;
  for (const decimals of decimalsOfGradient) {
    const isGradient = (value: number) => isRoundedTo(value, gradient, decimals);
    const byRatio = digitsFor([ratio, prior], (q, p) => (q - 1) * p, isGradient);
    const byPosterior = digitsFor([posterior, prior], (after, before) => after - before, isGradient);
    if (byRatio === null || byPosterior === null) continue;
    const r = format.signed(gradient, decimals);
    const q = format.significant(ratio, byRatio);
    const division = objective === 'sequence' ? `${quotient(likelihood, marginal, byRatio, format)} = ` : '';
    const name = objective === 'sequence' ? 'p(y|z,x) / p(y|x)' : '(1/n) Σ p(y_j|z,x) / p(y_j|x)';
    return [
      `${name} = ${division}${q}`,
      `r(z) = (${q} − 1) · ${format.significant(prior, byRatio)} = ${r}`,
      `r(z) = ${format.significant(posterior, byPosterior)} − ${format.significant(prior, byPosterior)} = ${r}`,
    ].join('\n');
  }
  return undefined;
}

/** p(z|y,x) by Bayes' rule; under the objective per token it is a mean, for which there is no single product. */
export function workedPosterior(
  { likelihood, prior, posterior }: CandidateView,
  marginal: number,
  objective: 'sequence' | 'token',
  format: Formats,
): string | undefined {
  if (objective === 'token' || marginal === 0) return undefined;
  const decimals = 3;
  const digits = digitsFor(
    [likelihood, prior, marginal],
    (l, p, m) => (l * p) / m,
    (value) => isRoundedTo(value, posterior, decimals),
  );
  if (digits === null) return undefined;
  const shown = [likelihood, prior, marginal].map((value) => format.significant(value, digits));
  return `${shown[0]} · ${shown[1]} / ${shown[2]} = ${format.share(posterior, decimals)}`;
}
