/** a : b = c : ?, typed, with the nearest words. */
import { useMemo } from 'react';
import { analogyAnswers, analogyInputs, type BiasState, type MeasuredVectors } from '../../../labs/bias.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { ChoiceRow } from '../../widgets/choice.tsx';
import { DefinedHead } from '../../widgets/definitions.tsx';
import { TextLineField } from '../../widgets/fields.tsx';
import frame from '../lab-frame.module.css';
import type { Desk } from '../use-desk.ts';
import styles from './bias-lab.module.css';
import { useBiasWords } from './words/use-bias-words.ts';

export function Analogies({ desk, measured }: { desk: Desk<BiasState>; measured: MeasuredVectors }) {
  const t = useBiasWords();
  const format = useFormats();
  const { state, edit } = desk;
  const inputs = analogyInputs(state.analogy, measured.space);
  const answers = useMemo(() => analogyAnswers(state), [state]);
  return (
    <section className={frame.part} aria-labelledby="bias-analogy">
      <h3 id="bias-analogy" className={frame.name}>
        {t.analogyHead}
      </h3>
      <TextLineField
        label={t.analogy}
        name="bias-analogy"
        value={state.analogy}
        onChange={(analogy) => edit({ analogy }, 'analogy')}
      />
      <p className={styles.hint}>{t.analogyHint}</p>
      <ChoiceRow
        name="bias-inputs"
        label={t.inputs}
        value={state.excludeInputs ? 'out' : 'in'}
        choices={[
          ['out', t.inputChoices.out],
          ['in', t.inputChoices.in],
        ]}
        onChange={(chosen) => edit({ excludeInputs: chosen === 'out' })}
      />
      {answers ? (
        <table className={`${frame.figures} ${styles.words}`} data-testid="bias-answers">
          <thead>
            <tr>
              <th scope="col">{t.answer}</th>
              <DefinedHead is={t.cosine} />
            </tr>
          </thead>
          <tbody>
            {answers.map(({ index, cosine }) => (
              <tr key={index}>
                <th scope="row">{measured.space.words[index]}</th>
                <td>{format.signed(cosine, 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className={styles.hint}>
          {inputs && 'unknown' in inputs ? t.unknown(inputs.unknown.join(', ')) : t.threeWords}
        </p>
      )}
    </section>
  );
}
