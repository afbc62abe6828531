/** Every evaluation of the run in one table, newest first. */

import type { Evaluation } from '../../worker/protocol.ts';
import { useSession, useSystem } from '../context.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import { DefinedHead } from '../widgets/definitions.tsx';
import { Panel } from '../widgets/panel.tsx';
import styles from './evaluations.module.css';

type Column = Exclude<keyof Evaluation, 'phase' | 'step' | 'skipped'>;

const columns: readonly (readonly [Column, 'probability' | 'number' | 'count'])[] = [
  ['heldOutAccuracy', 'probability'],
  ['heldOutLogLikelihood', 'number'],
  ['retrievalUtility', 'number'],
  ['recallAt1', 'probability'],
  ['recallAt5', 'probability'],
  ['lexicalRecallAt1', 'probability'],
  ['lexicalRecallAt5', 'probability'],
  ['nullProbability', 'probability'],
  ['entropy', 'number'],
  ['answerableShare', 'probability'],
  ['indexRecall', 'probability'],
  ['freshRecall', 'probability'],
  ['indexAge', 'count'],
];

export function Evaluations() {
  const t = useStrings();
  const format = useFormats();
  const system = useSystem();
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
                  <DefinedHead key={key} is={{ system, metric: key }} />
                ))}
              </tr>
            </thead>
            <tbody>
              {evaluations.toReversed().map((evaluation, i) => (
                <tr key={`${evaluation.phase} ${evaluation.step} ${evaluations.length - i}`}>
                  <th scope="row">{t.phaseName(system, evaluation.phase)}</th>
                  <td>{format.count(evaluation.step)}</td>
                  {columns.map(([key, kind]) => (
                    <td key={key}>{format[kind](evaluation[key])}</td>
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
