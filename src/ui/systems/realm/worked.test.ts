import { describe, expect, it } from 'vitest';
import { posteriors } from '../../../systems/realm/retrieved.ts';
import type { CandidateView } from '../../../systems/realm/views.ts';
import { Prng } from '../../../util/prng.ts';
import { createFormats } from '../../format.ts';
import { en } from '../../i18n/en/en.ts';
import { workedGradient, workedPosterior } from './worked.ts';

const format = createFormats('en', en.units);
type Objective = 'sequence' | 'token';
const scales = ['sqrt', 'linear', 'none'] as const;

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** The objective in float64, of scores f(x,z) and log p(y_j|z,x) (K, J): equation 1 of the paper, or the mean over the tokens. */
function objectiveOf(scores: readonly number[], logs: readonly (readonly number[])[], objective: Objective): number {
  const total = scores.reduce((sum, f) => sum + Math.exp(f), 0);
  const marginal = (likelihoods: readonly number[]) =>
    Math.log(scores.reduce((sum, f, z) => sum + (Math.exp(f) / total) * likelihoods[z]!, 0));
  if (objective === 'sequence') return marginal(logs.map((row) => Math.exp(row.reduce((a, b) => a + b))));
  const tokens = logs[0]!.map((_, j) => marginal(logs.map((row) => Math.exp(row[j]!))));
  return tokens.reduce((a, b) => a + b) / tokens.length;
}

/** A random example as the trainer would send it; r(z) are central differences of the objective, rounded to f32 as on the GPU. */
function randomExample(prng: Prng, objective: Objective, scale: (typeof scales)[number]) {
  const k = 4 + prng.int(13);
  const j = 1 + prng.int(4);
  const width = 16;
  const divisor = { sqrt: Math.sqrt(width), linear: width, none: 1 }[scale];
  const vector = () => Array.from({ length: width }, () => 2 * prng.uniform() - 1);
  const query = vector();
  const scores = Array.from({ length: k }, () => dot(query, vector()) / divisor);
  // from hopeless to sure, and sometimes all alike
  const spread = prng.uniform() < 0.3 ? 0.01 : 6;
  const base = -6 * prng.uniform();
  const logs = scores.map(() => Array.from({ length: j }, () => Math.min(-1e-4, base - spread * prng.uniform())));
  const total = scores.reduce((sum, f) => sum + Math.exp(f), 0);
  const priors = scores.map((f) => Math.exp(f) / total);
  const likelihoods = logs.map((row) => Math.exp(row.reduce((a, b) => a + b)));
  const h = 1e-5;
  const gradients = scores.map((_, z) => {
    const moved = (by: number) => objectiveOf(scores.with(z, scores[z]! + by), logs, objective);
    return Math.fround((moved(h) - moved(-h)) / (2 * h));
  });
  const after = posteriors(
    Float32Array.from(priors.map(Math.log)),
    Float32Array.from(logs.flat()),
    0,
    k,
    j,
    j,
    objective,
  );
  const candidates = priors.map(
    (prior, z) =>
      ({ prior, likelihood: likelihoods[z]!, posterior: after[z]!, gradient: gradients[z]! }) as CandidateView,
  );
  return { candidates, marginal: dot(priors, likelihoods) };
}

/** Numbers of a line as a person reads them, in order. */
function numbersIn(line: string): number[] {
  const found = line.match(/[−+]?(?:\d+\.?\d*|\.\d+)(?:e[−+]\d+)?/g) ?? [];
  return found.map((shown) => Number(shown.replaceAll('−', '-')));
}
const decimalsOf = (line: string) => /\.(\d+)$/.exec(line)?.[1]?.length ?? 0;
/** Significant digits of a number as it is written. */
const significantOf = (shown: string) => shown.replace(/e.*$/, '').replace('.', '').replace(/^0+/, '').length;

const cases = (['sequence', 'token'] as const).flatMap((objective) =>
  scales.map((scale) => [objective, scale] as const),
);

describe('worked formulas, recomputed from the numbers that are shown', () => {
  it.each(cases)('objective %s, score scale %s: 100 random examples', (objective, scale) => {
    const prng = new Prng(7);
    let checked = 0;
    for (let i = 0; i < 100; i++) {
      const { candidates, marginal } = randomExample(prng, objective, scale);
      for (const candidate of candidates) {
        const worked = workedGradient(candidate, marginal, objective, format)!;
        const [ratioLine, byRatio, byPosterior] = worked.split('\n') as [string, string, string];
        const text = `${worked}\n${JSON.stringify(candidate)}`;
        const shown = ratioLine.split('=').at(-1)!.trim();
        if (objective === 'sequence') {
          const [, a, b] = /= (\S+) \/ (\S+) = /.exec(ratioLine)!.map((part) => numbersIn(part)[0]!);
          expect(Number((a! / b!).toPrecision(significantOf(shown))), text).toBe(numbersIn(shown)[0]);
        }
        // "(q − 1) · p = r"
        const [, q, p, r] = /\((\S+) − 1\) · (\S+) = (\S+)$/.exec(byRatio)!;
        expect(q, text).toBe(shown);
        const product = (numbersIn(q!)[0]! - 1) * numbersIn(p!)[0]!;
        const decimals = decimalsOf(byRatio);
        expect(Number(product.toFixed(decimals)) + 0, text).toBe(numbersIn(r!)[0]! + 0);
        const [, after, before, same] = /= (\S+) − (\S+) = (\S+)$/.exec(byPosterior)!;
        const difference = numbersIn(after!)[0]! - numbersIn(before!)[0]!;
        expect(Number(difference.toFixed(decimals)) + 0, text).toBe(numbersIn(same!)[0]! + 0);
        expect(same, text).toBe(r);
        // and it is the number beside the bar
        expect(Math.abs(numbersIn(r!)[0]! - numbersIn(format.signed(candidate.gradient))[0]!), text).toBeLessThan(
          5.1e-4,
        );
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(800);
  });

  it('shows a ratio with the digits that tell it from one', () => {
    const candidate = { likelihood: 0.01523, prior: 0.209, posterior: (0.01523 / 0.01487) * 0.209 } as CandidateView;
    const gradient = candidate.posterior - candidate.prior;
    expect(workedGradient({ ...candidate, gradient }, 0.01487, 'sequence', format)).toBe(
      [
        'p(y|z,x) / p(y|x) = .01523 / .01487 = 1.024',
        'r(z) = (1.024 − 1) · .2090 = +.005',
        'r(z) = .214 − .209 = +.005',
      ].join('\n'),
    );
  });

  it('works p(z|y,x) out by Bayes’ rule', () => {
    const prng = new Prng(3);
    for (let i = 0; i < 100; i++) {
      const { candidates, marginal } = randomExample(prng, 'sequence', 'sqrt');
      for (const candidate of candidates) {
        const [l, p, m, result] = numbersIn(workedPosterior(candidate, marginal, 'sequence', format)!);
        expect(Number(((l! * p!) / m!).toFixed(3))).toBe(result);
        expect(Math.abs(result! - candidate.posterior)).toBeLessThan(5.1e-4);
      }
    }
  });

  it('says nothing where it would divide by nothing', () => {
    const candidate = { likelihood: 0, prior: 0, posterior: 0, gradient: 0 } as CandidateView;
    expect(workedGradient(candidate, 0, 'sequence', format)).toBeUndefined();
    expect(workedGradient(candidate, 0, 'token', format)).toBeUndefined();
    expect(workedPosterior(candidate, 0, 'sequence', format)).toBeUndefined();
  });
});
