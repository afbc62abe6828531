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

/**
 * A signed value on a scale of ±limit: to the right of the rule where it is positive, to the left where it is negative. Values inside ±band are
 * grey, and so is the band itself.
 */
export function SignedBar({ value, limit, band }: { value: number; limit: number; band: number }) {
  const share = Math.min(1, Math.abs(value) / limit);
  const width = (100 * band) / limit;
  const colour = Math.abs(value) < band ? '--ink-3' : value < 0 ? '--push' : '--pull';
  return (
    <svg className={styles.signed} viewBox="-100 0 200 16" preserveAspectRatio="none" aria-hidden="true">
      <rect className={styles.band} x={-width} width={2 * width} height="16" />
      <rect
        className={styles.fill}
        width="100"
        y="2"
        height="12"
        style={{ fill: `var(${colour})`, transform: `scaleX(${value < 0 ? -share : share})` }}
      />
      <line className={styles.zero} x1="0" x2="0" y1="0" y2="16" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
