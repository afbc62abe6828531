/** Every evaluation of the run in one table, newest first. */

import type { Evaluation } from '../../worker/protocol.ts';
import { useSession } from '../context.ts';
import { formatCount, formatNumber, formatProbability } from '../format.ts';
import type { DefinitionKey } from '../i18n/en-definitions.ts';
import { t } from '../i18n/strings.ts';
import { DefinedHead } from '../widgets/definitions.tsx';
import { Panel } from '../widgets/panel.tsx';
import styles from './evaluations.module.css';

type Column = Exclude<keyof Evaluation, 'phase' | 'step'> & DefinitionKey;

const columns: readonly [Column, (value: number | null) => string][] = [
  ['heldOutAccuracy', formatProbability],
  ['heldOutLogLikelihood', formatNumber],
  ['retrievalUtility', formatNumber],
  ['recallAt1', formatProbability],
  ['recallAt5', formatProbability],
  ['lexicalRecallAt1', formatProbability],
  ['lexicalRecallAt5', formatProbability],
  ['nullProbability', formatProbability],
  ['entropy', formatNumber],
  ['answerableShare', formatProbability],
  ['indexRecall', formatProbability],
  ['freshRecall', formatProbability],
  ['indexAge', formatCount],
];

export function Evaluations() {
  const evaluations = useSession((state) => state.evaluations);
  return (
    <Panel title={t.evaluations.title}>
      {evaluations.length === 0 ? (
        <p className={styles.empty}>{t.evaluations.empty}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
        <section className={styles.scroll} tabIndex={0} aria-label={t.evaluations.table}>
          <table className={styles.table} data-testid="evaluations">
            <thead>
              <tr>
                <th scope="col">{t.evaluations.phase}</th>
                <th scope="col">{t.evaluations.step}</th>
                {columns.map(([key]) => (
                  <DefinedHead key={key} is={key} />
                ))}
              </tr>
            </thead>
            <tbody>
              {evaluations.toReversed().map((evaluation, i) => (
                <tr key={`${evaluation.phase} ${evaluation.step} ${evaluations.length - i}`}>
                  <th scope="row">{t.phases[evaluation.phase]}</th>
                  <td>{formatCount(evaluation.step)}</td>
                  {columns.map(([key, format]) => (
                    <td key={key}>{format(evaluation[key])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  );
}
