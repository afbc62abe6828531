/**
 * Formulas with the numbers of one candidate in them. Each number has as many digits as it takes, so that a person who computes with the numbers
 * on the screen gets the result on the screen.
 */
import type { CandidateView, ExampleView } from '../../../systems/realm/views.ts';
import type { Formats } from '../../format.ts';
import { isShownAs, shownShare } from '../../shown-share.ts';

/** r(z) has three decimals beside its bar; a worked formula may need more where the numbers are rounded the wrong way. */
const decimalsOfGradient = [3, 4, 5, 6, 7];
const decimalsOfShare = [3, 4, 5, 6];
const decimalsOfUtility = [2, 3, 4, 5];
const leastDigits = 3;
const mostDigits = 10;

/** The number that `Formats.significant` writes: up to a million it has all digits before the point. */
const rounded = (value: number, digits: number) =>
  Math.abs(value) < 1e6 && Math.abs(value) >= 10 ** digits ? Math.round(value) : Number(value.toPrecision(digits));
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

/** The least decimals of the operands with which `compute` gives the result; null: there are none. */
function decimalsFor(
  operands: readonly number[],
  compute: (...operands: number[]) => number,
  isResult: (value: number) => boolean,
): number | null {
  for (let decimals = leastDigits; decimals <= mostDigits; decimals++) {
    if (isResult(compute(...operands.map((value) => Number(value.toFixed(decimals)))))) return decimals;
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
  for (const decimals of decimalsOfShare) {
    const result = shownShare(posterior, format, decimals);
    const digits = digitsFor(
      [likelihood, prior, marginal],
      (l, p, m) => (l * p) / m,
      (value) => isShownAs(value, result, format, decimals),
    );
    if (digits === null) continue;
    const shown = [likelihood, prior, marginal].map((value) => format.significant(value, digits));
    return `${shown[0]} · ${shown[1]} / ${shown[2]} = ${result}`;
  }
  return undefined;
}

/** A probability from its logarithm: `log p(y|z,x) = −3.205, exp(−3.205) = .041`. Undefined for a probability of zero, which has none. */
export function workedLog(name: string, log: number, format: Formats): string | undefined {
  if (!Number.isFinite(log)) return undefined;
  for (const decimals of decimalsOfShare) {
    const result = shownShare(Math.exp(log), format, decimals);
    const digits = decimalsFor([log], Math.exp, (value) => isShownAs(value, result, format, decimals));
    if (digits === null) continue;
    const shown = format.number(log, digits);
    return `log ${name} = ${shown}\nexp(${shown}) = ${result}`;
  }
  return undefined;
}

/** p(z|x) from f(x,z): `exp(15.729 − 15.945) = .806`, where the subtrahend is log Σ exp f(x,z′) over the candidates. `decimals`: of f(x,z). */
export function workedPrior(
  { score, prior }: CandidateView,
  candidates: readonly Pick<CandidateView, 'score'>[],
  decimals: number,
  format: Formats,
): string | undefined {
  const top = Math.max(...candidates.map((one) => one.score));
  const logSum = top + Math.log(candidates.reduce((sum, one) => sum + Math.exp(one.score - top), 0));
  for (const share of decimalsOfShare) {
    const result = shownShare(prior, format, share);
    const isPrior = (f: number, sum: number) => isShownAs(Math.exp(f - sum), result, format, share);
    for (let digits = decimals; digits <= mostDigits; digits++) {
      const [f, sum] = [score, logSum].map((value) => Number(value.toFixed(digits))) as [number, number];
      if (!isPrior(f, sum)) continue;
      const shown = [score, logSum].map((value) => format.number(value, digits));
      return `f(x,z) = ${shown[0]}\nlog Σ exp f(x,z′) = ${shown[1]}\nexp(${shown[0]} − ${inBrackets(shown[1]!)}) = ${result}`;
    }
  }
  return undefined;
}

/** RU(z|x) as a difference of logarithms; undefined without a null document, and where a probability is zero. `atNull`: p(y|∅,x). */
export function workedUtility(
  { likelihood, utility }: CandidateView,
  atNull: number | undefined,
  format: Formats,
): string | undefined {
  if (utility === null || atNull === undefined) return undefined;
  const logs = [Math.log(likelihood), Math.log(atNull)];
  if (!logs.every(Number.isFinite)) return undefined;
  for (const decimals of decimalsOfUtility) {
    const digits = decimalsFor(
      logs,
      (a, b) => a - b,
      (value) => isRoundedTo(value, utility, decimals),
    );
    if (digits === null) continue;
    const [a, b] = logs.map((log) => format.number(log, digits));
    return `${a} − ${inBrackets(b!)} = ${format.signed(utility, decimals)}`;
  }
  return undefined;
}

/** A negative number after a minus sign stands in brackets. */
const inBrackets = (shown: string) => (/^\d|^\./.test(shown) ? shown : `(${shown})`);

/**
 * p(y|x) as the sum of p(y|z,x) · p(z|x), the largest terms first; those that change no digit of the result are left out (`…`). Undefined where p(y|x)
 * is zero.
 */
export function workedMarginal(
  candidates: readonly Pick<CandidateView, 'likelihood' | 'prior'>[],
  marginal: number,
  format: Formats,
): string | undefined {
  if (marginal === 0) return undefined;
  const terms = candidates
    .map(({ likelihood, prior }) => [likelihood, prior] as const)
    .sort(([a, b], [c, d]) => c * d - a * b);
  const sumOf = (some: typeof terms, digits: number) =>
    some.reduce((sum, [likelihood, prior]) => sum + rounded(likelihood, digits) * rounded(prior, digits), 0);
  for (const decimals of decimalsOfShare) {
    const result = shownShare(marginal, format, decimals);
    const isResult = (some: typeof terms, digits: number) => isShownAs(sumOf(some, digits), result, format, decimals);
    for (let digits = leastDigits; digits <= mostDigits; digits++) {
      if (!isResult(terms, digits)) continue;
      const count = terms.findIndex((_, i) => isResult(terms.slice(0, i + 1), digits)) + 1;
      const products = terms
        .slice(0, count)
        .map((term) => term.map((value) => format.significant(value, digits)).join(' · '));
      return `${products.join(' + ')}${count < terms.length ? ' + …' : ''} = ${result}`;
    }
  }
  return undefined;
}

/** p(y|x) of an example as the sum over its candidates, and from its logarithm, one a line. */
export function workedMarginalOf(
  { candidates, logMarginal }: Pick<ExampleView, 'candidates' | 'logMarginal'>,
  format: Formats,
): string {
  const sum = workedMarginal(candidates, Math.exp(logMarginal), format);
  return [sum, workedLog('p(y|x)', logMarginal, format)].filter(Boolean).join('\n');
}
