/** A share from 0 to 1 as a bar, and what it was before as a frame around it. Decoration: the numbers stand beside it. */

import styles from './bars.module.css';

export function GhostBar({ value, before, colour }: { value: number; before: number; colour: string }) {
  const share = (of: number) => 100 * Math.min(1, Math.max(0, of));
  return (
    <svg className={styles.ghost} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect className={styles.track} width="100" height="10" />
      <rect
        className={styles.fill}
        width="100"
        y="3"
        height="4"
        style={{ fill: `var(${colour})`, transform: `scaleX(${share(value) / 100})` }}
      />
      <rect
        className={styles.frame}
        width={share(before)}
        height="10"
        style={{ stroke: `var(${colour})` }}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
