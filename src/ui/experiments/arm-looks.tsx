/** How the line of an arm looks: another colour, other strokes and another letter each. */
import { pinnedLooks } from '../panels/curve-series.ts';
import styles from './experiments-page.module.css';

const looks: readonly { colour: string; dash?: readonly number[]; mark: string }[] = [
  { colour: '--ink', mark: 'A' },
  ...pinnedLooks.map((look, i) => ({ ...look, mark: 'BCDE'[i]! })),
  { colour: '--likelihood', dash: [3, 3], mark: 'F' },
  { colour: '--ink', dash: [8, 4], mark: 'G' },
];

/** After as many arms as there are looks the strokes begin again with a dot more. */
export function armLook(number: number): (typeof looks)[number] {
  const look = looks[number % looks.length]!;
  const dots = Math.floor(number / looks.length);
  if (dots === 0) return look;
  const dash = [...(look.dash ?? [10, 3]), ...Array.from({ length: dots }, () => [1, 3]).flat()];
  return { colour: look.colour, dash, mark: String.fromCharCode('A'.charCodeAt(0) + number) };
}

export function ArmMark({ number }: { number: number }) {
  const { colour, mark } = armLook(number);
  return (
    <b className={styles.mark} style={{ color: `var(${colour})` }}>
      {mark}
    </b>
  );
}
