/** Pairs of words that define a direction, the occupations along it, and what a probe tells before and after debiasing. */
import { useMemo } from 'react';
import { type BiasFigures, type BiasState, biasFigures } from '../../../labs/bias.ts';
import { sidePairs } from '../../../text/corpus/island-words.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { ChoiceRow } from '../../widgets/choice.tsx';
import { DefinedHead } from '../../widgets/definitions.tsx';
import { deskActions, LabButtons } from '../lab-buttons.tsx';
import frame from '../lab-frame.module.css';
import type { Desk } from '../use-desk.ts';
import { labAction, useLabKeys } from '../use-lab-keys.ts';
import { useLabWords } from '../words/use-lab-words.ts';
import styles from './bias-lab.module.css';
import { Occupations } from './occupations.tsx';
import { useBiasWords } from './words/use-bias-words.ts';

function Figures({ figures }: { figures: BiasFigures }) {
  const t = useBiasWords();
  const format = useFormats();
  const { correlation, largest, probeBefore, probe } = figures;
  return (
    <table className={`${frame.figures} ${styles.words}`} data-testid="bias-figures">
      <thead>
        <tr>
          {Object.values(t.figures).map((is) => (
            <DefinedHead key={is.name} is={is} />
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>{format.signed(correlation, 2)}</td>
          <td>{largest < 1e-12 ? format.significant(largest, 2) : format.share(largest, 3)}</td>
          <td>{format.probability(probeBefore)}</td>
          <td>{format.probability(probe)}</td>
        </tr>
      </tbody>
    </table>
  );
}

export function Direction({ desk }: { desk: Desk<BiasState> }) {
  const t = useBiasWords();
  const labWords = useLabWords();
  const { edit } = desk;
  const { measured, pairs, isDebiased, kind } = desk.state;
  const figures = useMemo(
    () => biasFigures({ measured, pairs, isDebiased, kind }),
    [measured, pairs, isDebiased, kind],
  );
  const actions = useMemo(
    () => [
      labAction({
        id: 'bias-debias',
        label: isDebiased ? t.undoDebias : t.debias,
        shortcut: { key: 'b' },
        run: () => edit({ isDebiased: !isDebiased }),
      }),
      ...deskActions(desk, labWords),
    ],
    [desk, edit, isDebiased, t, labWords],
  );
  useLabKeys(actions);
  return (
    <section className={frame.part} aria-labelledby="bias-pairs">
      <h3 id="bias-pairs" className={frame.name}>
        {t.pairsHead}
      </h3>
      <p className={styles.hint}>{t.pairsHint}</p>
      <div className={styles.pairs}>
        {sidePairs.map(([hill, valley], i) => (
          <button
            key={hill}
            type="button"
            className={styles.pair}
            aria-pressed={pairs[i]!}
            onClick={() => edit({ pairs: pairs.map((chosen, at) => (at === i ? !chosen : chosen)) })}
          >
            {hill} − {valley}
          </button>
        ))}
      </div>
      <ChoiceRow
        name="bias-kind"
        label={t.kind}
        value={kind}
        choices={[
          ['traces', t.kinds.traces],
          ['sides', t.kinds.sides],
        ]}
        onChange={(chosen) => edit({ kind: chosen })}
      />
      <LabButtons actions={actions} primary="bias-debias" />
      {figures ? (
        <>
          <Figures figures={figures} />
          <Occupations placed={figures.placed} />
        </>
      ) : (
        <p>{t.noPair}</p>
      )}
    </section>
  );
}
