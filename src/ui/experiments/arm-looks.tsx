/** How the line of an arm looks: another colour, other strokes and another letter each. */
import { pinnedLooks } from '../panels/curve-series.ts';
import styles from './experiments-page.module.css';

const looks: readonly { colour: string; dash?: readonly number[]; mark: string }[] = [
  { colour: '--ink', mark: 'A' },
  ...pinnedLooks.map((look, i) => ({ ...look, mark: 'BCDE'[i]! })),
  { colour: '--likelihood', dash: [3, 3], mark: 'F' },
  { colour: '--ink', dash: [8, 4], mark: 'G' },
];

export const armLook = (number: number) => looks[number % looks.length]!;

export function ArmMark({ number }: { number: number }) {
  const { colour, mark } = armLook(number);
  return (
    <b className={styles.mark} style={{ color: `var(${colour})` }}>
      {mark}
    </b>
  );
}
