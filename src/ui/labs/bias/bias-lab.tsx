/** The lab *Bias*: vectors of the run on screen along a direction that a person defines, debiased, and in analogies. */
import { useMemo } from 'react';
import { type BiasProbes, type BiasState, biasLab, type MeasuredVectors, measuredVectors } from '../../../labs/bias.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { LabFrame } from '../lab-frame.tsx';
import { LabRun } from '../lab-run.tsx';
import { type Desk, useDesk } from '../use-desk.ts';
import { useLabAnswer } from '../use-lab-answer.ts';
import { Analogies } from './analogies.tsx';
import styles from './bias-lab.module.css';
import { Direction } from './direction.tsx';
import { useBiasWords } from './words/use-bias-words.ts';

const allVectors: BiasProbes['vectors']['query'] = {};

function Found({ desk, measured }: { desk: Desk<BiasState>; measured: MeasuredVectors }) {
  const t = useBiasWords();
  const format = useFormats();
  return (
    <>
      <p className={styles.hint} data-testid="bias-step">
        {t.atStep(format.count(measured.step))}
      </p>
      <Direction desk={desk} />
      <Analogies desk={desk} measured={measured} />
    </>
  );
}

export function BiasLab() {
  const t = useBiasWords();
  const own = useDesk(biasLab);
  const { answered } = useLabAnswer<BiasProbes, 'vectors'>('vectors', 'vectors', allVectors);
  const measured = useMemo(() => answered && measuredVectors(answered.answer, answered.at?.step ?? 0), [answered]);
  // what was measured is no change of a person, so undo leaves it alone
  const desk = useMemo(() => ({ ...own, state: { ...own.state, measured } }), [own, measured]);
  return (
    <LabFrame lab={biasLab} text={t.text} desk={desk}>
      <p className={styles.planted}>{t.planted}</p>
      <LabRun preset="vectors">
        {measured ? <Found desk={desk} measured={measured} /> : <p>{answered ? t.otherText : t.waiting}</p>}
      </LabRun>
    </LabFrame>
  );
}
