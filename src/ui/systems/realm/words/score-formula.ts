/** Formulas that are symbols only: they are the same in every language. */

import type { RealmConfig } from '../../../../systems/realm/settings.ts';

/** `f(x,z) = e(x) · e(z) / (√d · τ)`, without the divisors that this run does not have. */
export function scoreFormula({ realm: { scoreScale, temperature } }: RealmConfig): string {
  const scale = { sqrt: ['√d'], linear: ['d'], none: [] }[scoreScale];
  const divisors = temperature === 1 ? scale : [...scale, 'τ'];
  const product = 'f(x,z) = e(x) · e(z)';
  if (divisors.length === 0) return product;
  return `${product} / ${divisors.length > 1 ? `(${divisors.join(' · ')})` : divisors[0]}`;
}
