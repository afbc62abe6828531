/** Each prediction with the way of its answer to it, and the proof: what the output does when the answer is exchanged. */
import { useMemo } from 'react';
import { changeOf, leaksOf, type MasksState, questionsOf, wayTo } from '../../../labs/masks.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { DefinedHead } from '../../widgets/definitions.tsx';
import styles from './masks-lab.module.css';
import { useMasksWords } from './words/use-masks-words.ts';

export function Leaks({ state, tokens }: { state: MasksState; tokens: readonly string[] }) {
  const t = useMasksWords();
  const format = useFormats();
  const { rows, layers } = state;
  const questions = questionsOf(state);
  const leaks = leaksOf(state).length;
  // an answer that is hidden is nowhere in the row: to exchange it changes nothing that is read
  const changes = useMemo(() => rows.map((_, token) => changeOf(rows, layers, token)), [rows, layers]);
  const named = (at: number) => t.answer(tokens[at]!, at + 1);
  const answers = state.preset === 'glm' || state.preset === 'llara' ? tokens : t.tokens;
  return (
    <div className={styles.leaks}>
      <output className={styles.verdict} data-leaks={leaks > 0} data-testid="masks-verdict">
        {t.leaks(leaks, questions.length)}
      </output>
      <table className={styles.table} data-testid="masks-table">
        <thead>
          <tr>
            <th scope="col">{t.position}</th>
            <DefinedHead is={t.predicts} />
            <DefinedHead is={t.way} />
            <DefinedHead is={t.change} />
          </tr>
        </thead>
        <tbody>
          {questions.map(({ position, answer, isHidden }) => {
            const way = isHidden ? null : wayTo(rows, layers, position, answer);
            const change = isHidden ? 0 : changes[answer]![position]!;
            return (
              <tr key={position} data-leaks={way !== null}>
                <th scope="row">{named(position)}</th>
                <td>{t.answer(answers[answer]!, answer + 1)}</td>
                <td>{way ? t.steps(way.toReversed().map(named)) : isHidden ? t.hiddenWay : t.noWay}</td>
                <td>{format.significant(change, 2)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
