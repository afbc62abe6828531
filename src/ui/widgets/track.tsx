import styles from './track.module.css';

/** How far something has come, 0 to 1; null: nobody knows. Whoever uses it says so in words, too. */
export function Track({ share }: { share: number | null }) {
  return (
    <span className={styles.track}>
      {share !== null && <span className={styles.fill} style={{ transform: `scaleX(${share})` }} />}
    </span>
  );
}
