/** What the model writes for a source and for the same symbols in another order: with positions, with those that symbols keep, and without. */
import { backwardsOf, type Reordered, readings } from '../../../labs/position-table.ts';
import frame from '../lab-frame.module.css';
import styles from './positions-lab.module.css';
import { usePositionsWords } from './words/use-positions-words.ts';

export function Readings({ outputs }: { outputs: Reordered['outputs'] }) {
  const t = usePositionsWords();
  const [source, shuffled] = [outputs.inOrder.source, outputs.shuffled.source];
  return (
    <table className={`${frame.figures} ${styles.effect}`} data-testid="positions-readings">
      <thead>
        <tr>
          <th scope="col">{t.positionsOfSource}</th>
          <th scope="col">{t.symbols}</th>
          <th scope="col">{t.output}</th>
          <th scope="col">{t.isBackwards}</th>
        </tr>
      </thead>
      <tbody>
        {readings.map((reading) => {
          const written = outputs[reading];
          return (
            <tr key={reading} data-reading={reading}>
              <th scope="row">{t.readings[reading]}</th>
              <td className={styles.symbols}>{written.source}</td>
              <td className={styles.symbols}>
                {written.output || t.nothing}
                {!written.isEnded && ' …'}
              </td>
              <td>{t.backwards[backwardsOf(written, source, shuffled)]}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
