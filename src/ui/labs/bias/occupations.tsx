/** Occupations with what was planted, and where they lie between valley and hill. */
import type { BiasFigures } from '../../../labs/bias.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { DefinedHead } from '../../widgets/definitions.tsx';
import frame from '../lab-frame.module.css';
import styles from './bias-lab.module.css';
import { useBiasWords } from './words/use-bias-words.ts';

/** The projection that fills half of a bar's room. */
const widest = 0.4;

function Half({ placed, label }: { placed: BiasFigures['placed']; label: string }) {
  const t = useBiasWords();
  const format = useFormats();
  return (
    <table className={`${frame.figures} ${styles.words}`}>
      <caption className={styles.caption}>{label}</caption>
      <thead>
        <tr>
          <th scope="col">{t.occupation}</th>
          <DefinedHead is={t.degree} />
          <DefinedHead is={t.projection} />
        </tr>
      </thead>
      <tbody>
        {placed.map(({ word, degree, projection }) => {
          const share = Math.min(1, Math.abs(projection) / widest);
          return (
            <tr key={word}>
              <th scope="row">{word}</th>
              <td>{format.signed(degree, 2)}</td>
              <td className={styles.along} data-side={projection < 0 ? 'valley' : 'hill'}>
                <span className={styles.track}>
                  <span className={styles.bar} style={{ width: `${50 * share}%` }} />
                </span>
                <span>{Math.abs(projection) < 1e-12 ? format.share(0, 0) : format.signed(projection, 2)}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

export function Occupations({ placed }: Pick<BiasFigures, 'placed'>) {
  const t = useBiasWords();
  return (
    <section aria-label={t.list} className={styles.halves} data-testid="bias-occupations">
      <Half label={t.toHill} placed={placed.filter(({ degree }) => degree > 0)} />
      <Half label={t.toValley} placed={placed.filter(({ degree }) => degree < 0)} />
    </section>
  );
}
