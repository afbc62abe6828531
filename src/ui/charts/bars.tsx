/** Bars in plain SVG: a share from 0 to 1, and a signed value on both sides of a rule. Decoration: the number stands beside them. */

import styles from './bars.module.css';

/** A share of the full width. */
export function ShareBar({ value, colour }: { value: number; colour: string }) {
  return (
    <svg className={styles.bar} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect className={styles.track} width="100" height="8" />
      <rect
        className={styles.fill}
        width="100"
        height="8"
        style={{ fill: `var(${colour})`, transform: `scaleX(${Math.min(1, Math.max(0, value))})` }}
      />
    </svg>
  );
}

/** A signed value on a scale of ±limit: to the right of the rule where it is positive, to the left where it is negative. */
export function SignedBar({ value, limit }: { value: number; limit: number }) {
  const share = Math.min(1, Math.abs(value) / limit);
  return (
    <svg className={styles.signed} viewBox="-100 0 200 16" preserveAspectRatio="none" aria-hidden="true">
      <rect
        className={styles.fill}
        width="100"
        y="2"
        height="12"
        style={{ fill: `var(${value < 0 ? '--push' : '--pull'})`, transform: `scaleX(${value < 0 ? -share : share})` }}
      />
      <line className={styles.zero} x1="0" x2="0" y1="0" y2="16" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

/** A round limit (1, 2.5, 5 or 7.5 times a power of ten, from 10⁻⁶ to 1) of a signed scale that holds every value. */
export function signedLimit(values: readonly number[]): number {
  const largest = Math.max(0, ...values.map(Math.abs));
  for (let exponent = -6; exponent < 0; exponent++) {
    for (const digit of ['1', '2.5', '5', '7.5']) {
      const limit = Number(`${digit}e${exponent}`);
      if (largest <= limit) return limit;
    }
  }
  return 1;
}
