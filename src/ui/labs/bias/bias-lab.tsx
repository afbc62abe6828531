/** The lab *Bias*: vectors of the run on screen along a direction that a person defines, debiased, and in analogies. */
import { useMemo } from 'react';
import {
  type BiasProbes,
  type BiasState,
  biasLab,
  type MeasuredVectors,
  measuredVectors,
  strengths,
} from '../../../labs/bias.ts';
import { useFormats, useStrings } from '../../i18n/language-context.tsx';
import { ChoiceRow } from '../../widgets/choice.tsx';
import { LabButtons } from '../lab-buttons.tsx';
import frame from '../lab-frame.module.css';
import { LabFrame } from '../lab-frame.tsx';
import { LabRun, useHasRun, useTrainAction } from '../lab-run.tsx';
import { type Desk, useDesk } from '../use-desk.ts';
import { useLabAnswer } from '../use-lab-answer.ts';
import { Analogies } from './analogies.tsx';
import styles from './bias-lab.module.css';
import { Direction } from './direction.tsx';
import { useBiasWords } from './words/use-bias-words.ts';

const preset = 'vectors';
const allVectors: BiasProbes['vectors']['query'] = {};

function Found({ desk, measured }: { desk: Desk<BiasState>; measured: MeasuredVectors }) {
  const t = useBiasWords();
  const format = useFormats();
  return (
    <>
      <p className={styles.hint} data-testid="bias-step">
        {t.atStep(format.count(measured.step), format.share(measured.plant.strength, 1))}
      </p>
      <Direction desk={desk} />
      <Analogies desk={desk} measured={measured} />
    </>
  );
}

export function BiasLab() {
  const t = useBiasWords();
  const all = useStrings();
  const format = useFormats();
  const own = useDesk(biasLab);
  const { answered, problem } = useLabAnswer<BiasProbes, 'vectors'>('vectors', 'vectors', allVectors);
  const measured = useMemo(() => answered && measuredVectors(answered.answer, answered.at?.step ?? 0), [answered]);
  // what was measured is no change of a person, so undo leaves it alone
  const desk = useMemo(() => ({ ...own, state: { ...own.state, measured } }), [own, measured]);
  const { strength } = own.state;
  const settings = useMemo(() => ({ 'island.strength': strength }), [strength]);
  const train = useTrainAction(preset, settings);
  const hasRun = useHasRun(preset);
  return (
    <LabFrame lab={biasLab} text={t.text} desk={desk}>
      <p className={styles.planted}>{t.planted}</p>
      <ChoiceRow
        name="bias-strength"
        label={t.strength}
        value={String(strength)}
        choices={strengths.map((one) => [String(one), format.share(one, 1)] as const)}
        onChange={(chosen) => own.edit({ strength: strengths.find((one) => String(one) === chosen)! })}
      />
      {hasRun && <LabButtons actions={[train]} />}
      <LabRun preset={preset} settings={settings}>
        <p className={frame.problem} role="alert">
          {problem && all.errorText(problem)}
        </p>
        {measured && <Found desk={desk} measured={measured} />}
        {!measured && !problem && <p>{answered ? t.otherText : t.waiting}</p>}
      </LabRun>
    </LabFrame>
  );
}
