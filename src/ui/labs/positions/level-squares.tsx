/** A matrix of numbers from −1 to 1 as squares, in a drawing: the colour is the sign, its strength the size. */
import { useMemo } from 'react';
import { levelPaths } from './levels.ts';
import styles from './positions-lab.module.css';

export function LevelSquares({ matrix, size }: { matrix: readonly (readonly number[])[]; size: number }) {
  const paths = useMemo(() => levelPaths(matrix, size), [matrix, size]);
  return paths.map(({ level, path }) => (
    <path
      key={level}
      d={path}
      className={level < 0 ? styles.negative : styles.positive}
      style={{ opacity: Math.abs(level) }}
    />
  ));
}
