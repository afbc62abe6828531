/** A format that two encoder–decoders learn from pairs: the pairs, a prediction, what came out, and a sentence to translate. */
import { useMemo } from 'react';
import {
  advantages,
  formatStarts,
  formParts,
  formShare,
  type LabProbes,
  type PretrainingsState,
  pairCounts,
  type Writing,
} from '../../../labs/pretrainings.ts';
import type { ErrorReport } from '../../../util/errors.ts';
import { useSession, useWorkbench } from '../../context.ts';
import { useFormats, useStrings } from '../../i18n/language-context.tsx';
import { useCanTrain } from '../../panels/start-buttons.tsx';
import { ActionButton } from '../../widgets/action-button.tsx';
import { ChoiceRow } from '../../widgets/choice.tsx';
import { TextLineField } from '../../widgets/fields.tsx';
import frame from '../lab-frame.module.css';
import { trainLab } from '../lab-run.tsx';
import type { Desk } from '../use-desk.ts';
import { useLabAnswer } from '../use-lab-answer.ts';
import { labAction } from '../use-lab-keys.ts';
import styles from './pretrainings-lab.module.css';
import { ShareTable } from './share-table.tsx';
import { longestText, Unknown } from './trying.tsx';
import { useTestedPhase } from './use-tested-phase.ts';
import { usePretrainingsWords } from './words/use-pretrainings-words.ts';

const anything = {};

/** Token by token, each with its probability behind those before it. */
function WrittenTokens({ writing: { written, isEnded } }: { writing: Writing }) {
  const t = usePretrainingsWords();
  const format = useFormats();
  return (
    <>
      {written.map(({ token, probability }) => `${token} ${format.share(probability, 2)}`).join(' · ') || t.none}
      {!isEnded && ` ${t.unended}`}
    </>
  );
}

export interface FormatProps {
  desk: Desk<PretrainingsState>;
  /** Why the sentence could not be translated. */
  problem: ErrorReport | null;
}

export function Format({ desk: { state, edit }, problem }: FormatProps) {
  const t = usePretrainingsWords();
  const { errorText } = useStrings();
  const { session } = useWorkbench();
  const canTrain = useCanTrain();
  const isOpening = useSession(({ status }) => status === 'opening');
  const count = useSession(({ info }) => (info?.config as { format?: { pairs: number } } | undefined)?.format?.pairs);
  const { answered: pairs } = useLabAnswer<LabProbes, 'pairs'>('pretraining', 'pairs', anything);
  const { progress, measured } = useTestedPhase('format');
  const { translated } = state.answers;
  const train = useMemo(
    () =>
      labAction({
        id: 'lab-format',
        label: t.trainFormat(Number(state.pairs)),
        isEnabled: canTrain && !isOpening,
        run: () => trainLab({ session }, 'pretraining-format', { 'format.pairs': Number(state.pairs) }),
      }),
    [t, session, state.pairs, canTrain, isOpening],
  );
  return (
    <section className={frame.part} aria-labelledby="pretrainings-format">
      <h3 id="pretrainings-format" className={frame.name}>
        {t.format}
      </h3>
      {progress !== 'absent' && <p className={styles.hint}>{t.formatHint(count ?? 0)}</p>}
      {progress !== 'absent' && pairs && (
        <ul className={styles.hint} data-testid="pretrainings-pairs">
          {pairs.answer.map(({ text, form }) => (
            <li key={text}>
              {text} → <strong className={styles.form}>{form}</strong>
            </li>
          ))}
        </ul>
      )}
      <ChoiceRow
        name="pretrainings-expected"
        label={t.expected}
        value={state.expected ?? ''}
        choices={advantages.map((one) => [one, t.advantages[one]] as const)}
        onChange={(expected) => edit({ expected: expected as PretrainingsState['expected'] })}
      />
      {!measured && <p className={styles.hint}>{t.unmeasured[progress]}</p>}
      {measured && state.expected && (
        <>
          <ShareTable
            head={t.right}
            rows={[...formParts, 'exact' as const]}
            columns={formatStarts}
            names={{ ...t.parts, ...t.starts }}
            of={(part, start) => formShare(measured, start, part)}
            testId="pretrainings-forms"
          />
          <p className={styles.hint}>{t.formatWhy}</p>
        </>
      )}
      {progress === 'begun' && (
        <>
          <TextLineField
            name="pretrainings-sentence"
            label={t.sentence}
            value={state.sentence}
            onChange={(text) => edit({ sentence: text.slice(0, longestText) }, 'sentence')}
          />
          <p className={frame.problem} role="alert">
            {problem && errorText(problem)}
          </p>
          {formatStarts.map((start) => (
            <p
              key={start}
              className={styles.answer}
              data-testid={`pretrainings-form-${start}`}
              data-answered={translated !== null}
            >
              <span className={styles.label}>{t.starts[start]}</span>
              {translated && <WrittenTokens writing={translated.models[start]} />}
              {!translated && (problem ? t.none : t.waiting)}
            </p>
          ))}
          <Unknown words={translated?.unknown} />
        </>
      )}
      <ChoiceRow
        name="pretrainings-pairs"
        label={t.pairs}
        value={state.pairs}
        choices={pairCounts.map((one) => [one, one] as const)}
        onChange={(one) => edit({ pairs: one })}
      />
      <div className={frame.buttons}>
        <ActionButton action={train} />
      </div>
    </section>
  );
}
