/** The arms of an experiment by what was measured; without a result, the arms alone. */

import { Button } from 'react-aria-components';
import { type Arm, type Experiment, startPreset, trainsAlone } from '../../experiments/experiment.ts';
import type { MeasureId } from '../../experiments/measures.ts';
import type { ArmResult, ExperimentResult } from '../../experiments/result.ts';
import { useFormats } from '../i18n/language-context.tsx';
import button from '../widgets/button.module.css';
import { ArmMark } from './arm-looks.tsx';
import styles from './experiments-page.module.css';
import { differenceText, intervalText, subjectsText, testsText, valueText } from './figures.ts';
import { textsOf } from './sentences.ts';
import { useExperimentWords } from './words/use-experiment-words.ts';

/** A mean with its interval; below it the difference to the control, and the figure of the paper. */
function Figures(props: { arm: Arm; measure: MeasureId; own: ArmResult | undefined; here: ArmResult | undefined }) {
  const { arm, measure, own, here } = props;
  const words = useExperimentWords();
  const format = useFormats();
  const value = own?.values[measure];
  const difference = own?.differences[measure];
  const ofHere = here?.seeds.length ? here.values[measure] : undefined;
  const differenceHere = here?.differences[measure];
  const paper = arm.paper?.[measure];
  const tests = difference && testsText(difference, format);
  const subjects = difference && subjectsText(measure, difference, format);
  return (
    <td data-label={words.measures[measure]}>
      {own && <span>{value ? intervalText(measure, value, format) : '–'}</span>}
      {difference && (
        <span className={difference.outcome === 'not-shown' ? styles.small : styles.shown} title={words.difference}>
          {differenceText(measure, difference, format)}
        </span>
      )}
      {subjects && (
        <span className={styles.small} title={words.overSubjects}>
          {words.subjects(subjects)}
        </span>
      )}
      {tests && (
        <span className={styles.small} title={words.tests}>
          {tests}
        </span>
      )}
      {ofHere && <span>{words.here(intervalText(measure, ofHere, format))}</span>}
      {ofHere && differenceHere && (
        <span className={styles.small} title={words.difference}>
          {differenceText(measure, differenceHere, format)}
        </span>
      )}
      {paper !== undefined && (
        <span className={styles.small}>{`${words.paperColumn} ${valueText(measure, paper, format)}`}</span>
      )}
    </td>
  );
}

export function ArmTable(props: {
  experiment: Experiment;
  result: ExperimentResult | null;
  /** Of the runs that this browser has trained. */
  here: ExperimentResult | null;
  /** Absent: no arm can be trained here. */
  onTrain?: (arm: Arm) => void;
}) {
  const { experiment, result, here, onTrain } = props;
  const words = useExperimentWords();
  const { arms: titles } = textsOf(experiment, words);
  const measures = result || here ? experiment.measures : [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={words.table}>
      <table className={styles.table}>
        {result && <caption>{[words.mean, words.difference, words.overSubjects, words.tests].join('; ')}</caption>}
        <thead>
          <tr>
            <th scope="col">{words.arm}</th>
            {measures.map((measure) => (
              <th key={measure} scope="col">
                {words.measures[measure]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {experiment.arms.map((arm, i) => {
            const ofArm = (one: ExperimentResult | null) => one?.arms.find(({ id }) => id === arm.id);
            const isControl = experiment.arms.some(({ control }) => control === arm.id);
            const title = titles[arm.id] ?? arm.title;
            const start = experiment.starts?.find(({ id }) => id === arm.init);
            return (
              <tr key={arm.id}>
                <th scope="row">
                  <span>
                    <ArmMark number={i} /> {title}
                  </span>
                  {isControl && <span className={styles.small}>{words.isControl}</span>}
                  {arm.borrowed && <span className={styles.small}>{words.borrowed}</span>}
                  {start && <span className={styles.small}>{words.begun(startPreset(start, result?.preset))}</span>}
                  {trainsAlone(arm) && onTrain && (
                    <Button
                      className={`${button.button} ${button.quiet}`}
                      aria-label={words.openArm(title)}
                      onPress={() => onTrain(arm)}
                    >
                      {words.openArmShort}
                    </Button>
                  )}
                </th>
                {measures.map((measure) => (
                  <Figures key={measure} arm={arm} measure={measure} own={ofArm(result)} here={ofArm(here)} />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
