/** Which kernels compute the matrix products of the open run, with their times where they were measured. */

import { useSession } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import styles from './kernels.module.css';

export function Kernels() {
  const t = useStrings();
  const report = useSession((state) => state.kernels);
  if (!report) return null;
  const chosen = Object.entries(report.chosen);
  const dropped = Object.entries(report.dropped);
  const timed = chosen.some(([, { ms }]) => ms);
  return (
    <details className={styles.kernels}>
      <summary>{t.kernels.title}</summary>
      <p>{t.kernels.about(chosen.length)}</p>
      <div className={styles.table}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.kernels.product}</th>
              <th scope="col">{t.kernels.kernel}</th>
              {timed && <th scope="col">{t.kernels.time}</th>}
            </tr>
          </thead>
          <tbody>
            {chosen.map(([job, { variant, ms }]) => (
              <tr key={job}>
                <th scope="row">{job}</th>
                <td>{variant}</td>
                {timed && <td>{ms ? t.kernels.milliseconds(ms[variant]!) : ''}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {dropped.length > 0 && (
        <>
          <h4>{t.kernels.dropped}</h4>
          <ul>
            {dropped.map(([variant, reason]) => (
              <li key={variant}>
                {variant}: {reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}
