/** One experiment: what is claimed, what was expected, and what was measured. */

import { useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import { type ArmsRequest, trainableArms } from '../../experiments/arm-runs.ts';
import { type Arm, configOfArm, type Experiment } from '../../experiments/experiment.ts';
import type { ExperimentResult } from '../../experiments/result.ts';
import { toErrorReport } from '../../util/errors.ts';
import { useWorkbench } from '../context.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import button from '../widgets/button.module.css';
import { Panel } from '../widgets/panel.tsx';
import { Sentences } from '../widgets/sentences.tsx';
import { ArmCurves } from './arm-curves.tsx';
import { ArmTable } from './arm-table.tsx';
import styles from './experiments-page.module.css';
import { RunHere, useResultHere } from './run-here.tsx';
import { basisText, textsOf, verdictSentences } from './sentences.ts';
import { useExperimentWords } from './words/use-experiment-words.ts';

export interface ExperimentViewProps {
  experiment: Experiment;
  /** Null: there is none; undefined: it is being fetched. */
  result: ExperimentResult | null | undefined;
  /** The name of the file from which it was opened; null: it comes with the page. */
  file: string | null;
  /** Shows the one that comes with the page. */
  onClose: () => void;
  /** Whether this browser can train, and this version has all settings of the experiment. */
  canTrain: boolean;
  onSay: (words: string) => void;
}

function Command({ text }: { text: string }) {
  const words = useExperimentWords();
  const [said, setSaid] = useState('');
  return (
    <div className={styles.command}>
      <code>{text}</code>
      <Button
        className={`${button.button} ${button.plain}`}
        onPress={() => void navigator.clipboard.writeText(text).then(() => setSaid(words.copied))}
      >
        {words.copy}
      </Button>
      <output>{said}</output>
    </div>
  );
}

export function ExperimentView({ experiment, result, file, onClose, canTrain, onSay }: ExperimentViewProps) {
  const words = useExperimentWords();
  const t = useStrings();
  const format = useFormats();
  const { session } = useWorkbench();
  const texts = textsOf(experiment, words);
  const seed = result?.seeds[0] ?? 1;
  const request = useMemo((): ArmsRequest => ({ preset: result?.preset, changes: result?.changes }), [result]);
  const here = useResultHere(experiment, request);
  const train = (arm: Arm) => {
    try {
      session.setDraft(configOfArm(experiment, arm, { preset: result?.preset, seed, changes: result?.changes }));
      onSay(words.used(texts.arms[arm.id]!, seed));
    } catch (error) {
      // of a result that another version has made
      onSay(t.errorText(toErrorReport(error)));
    }
  };
  return (
    <Panel title={texts.title}>
      {file !== null && (
        <div className={styles.command}>
          <span>{words.ofFile(file)}</span>
          <Button className={`${button.button} ${button.plain}`} onPress={onClose}>
            {words.close}
          </Button>
        </div>
      )}
      <dl className={styles.texts}>
        <dt>{words.claim}</dt>
        <dd>{texts.claim}</dd>
        <dt>{words.expectation}</dt>
        <dd>{texts.expectation}</dd>
        {texts.paperFigures && (
          <>
            <dt>{words.paper}</dt>
            <dd>{texts.paperFigures}</dd>
          </>
        )}
        {result && (
          <>
            <dt>{words.verdict}</dt>
            <dd>
              <ul className={styles.verdict} data-testid="verdict">
                {verdictSentences(experiment, result, words, format).map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
      <ArmTable experiment={experiment} result={result ?? null} here={here} onTrain={canTrain ? train : undefined} />
      {here && (
        <p className={styles.facts} data-testid="here">
          <Sentences>
            {words.hereFacts(here.seeds.join(', '), here.adapters.join(', '))}
            {basisText(experiment, here, words)}
          </Sentences>
        </p>
      )}
      {canTrain && trainableArms(experiment).length > 0 && result !== undefined && (
        <div className={styles.runHere}>
          <RunHere experiment={experiment} request={request} onSay={onSay} />
        </div>
      )}
      {result && (
        <>
          <ArmCurves experiment={experiment} result={result} />
          <p className={styles.facts}>
            <Sentences>
              {words.facts(result.preset, result.seeds.join(', '), result.adapters.join(', '), result.version)}
              {result.changes.length > 0 && words.changes(result.changes.join(', '))}
              {basisText(experiment, result, words)}
              {words.intervals}
              {result.failures.length > 0 &&
                words.failures(result.failures.map(({ arm, seed: failed }) => `${arm} (${failed})`).join(', '))}
            </Sentences>
          </p>
        </>
      )}
      {result === null && <p className={styles.facts}>{words.none}</p>}
      {result !== undefined && (
        <Command text={result?.command ?? `npm run experiment -- ${experiment.id} --json ${experiment.id}.json`} />
      )}
    </Panel>
  );
}
