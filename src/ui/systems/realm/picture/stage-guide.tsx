/** Goes through the stages of the picture: which one is shown, and one or two sentences about it with the numbers of the example. */

import { DocumentMark } from '../../../documents/document-mark.tsx';
import { useStrings } from '../../../i18n/language-context.tsx';
import { ActionButton } from '../../../widgets/action-button.tsx';
import { Defined } from '../../../widgets/definitions.tsx';
import { NextIcon, PreviousIcon } from '../../../widgets/icons.tsx';
import { nextStageAction, previousStageAction, wholePictureAction } from '../actions/picture-actions.ts';
import { useRealm, useRealmConfig } from '../stores.ts';
import { realmMetric } from '../words/realm-words.ts';
import type { PictureFacts } from './facts.ts';
import styles from './stage-guide.module.css';
import { type Stage, stages } from './stages.ts';
import { type Telling, tell } from './telling.ts';
import { usePictureWords } from './words/use-picture-words.ts';

function Formula({ telling: { is, formula, worked } }: { telling: Telling }) {
  return (
    <>
      {formula && (
        <Defined is={realmMetric(is)} className={styles.formula!}>
          {formula}
        </Defined>
      )}
      {worked.map((line) => (
        <span key={line} className={styles.worked}>
          {line}
        </span>
      ))}
    </>
  );
}

export function StageGuide({ facts, stage }: { facts: PictureFacts; stage: Stage | null }) {
  const all = useStrings();
  const config = useRealmConfig();
  const t = usePictureWords();
  const { example: store } = useRealm();
  const telling = stage && tell(stage, facts, all, t, config);
  return (
    <div className={styles.guide} data-testid="stage" data-stage={stage ?? undefined}>
      <div className={styles.controls}>
        <ActionButton action={previousStageAction} kind="plain" icon={<PreviousIcon />} />
        <ol className={styles.stages}>
          {stages.map((one, i) => (
            <li key={one}>
              <button
                type="button"
                className={styles.stage}
                aria-label={t.stages[one]}
                aria-current={one === stage ? 'step' : undefined}
                title={t.stages[one]}
                onClick={() => store.setLook('picture', one === stage ? null : one)}
              >
                {i + 1}
              </button>
            </li>
          ))}
        </ol>
        <ActionButton action={nextStageAction} kind="plain" icon={<NextIcon />} />
        <ActionButton action={wholePictureAction} kind="quiet" />
      </div>
      <div className={styles.telling} aria-live="polite">
        {stage && telling ? (
          <>
            <p className={styles.heading}>
              <strong>{t.stages[stage]}</strong>
              <span className={styles.position}>{t.position(stages.indexOf(stage) + 1, stages.length)}</span>
            </p>
            <p>
              {telling.isOfFocus && <DocumentMark colour={facts.focus.colour} className={styles.mark} />}
              {telling.text}
            </p>
            <p className={styles.lines}>
              <Formula telling={telling} />
            </p>
          </>
        ) : (
          <p>{t.overview}</p>
        )}
      </div>
    </div>
  );
}

/** All stages in order, as a list: what the picture shows, for who does not see it. */
export function InWords({ facts }: { facts: PictureFacts }) {
  const all = useStrings();
  const config = useRealmConfig();
  const t = usePictureWords();
  return (
    <details className={styles.words} data-testid="in-words">
      <summary>{t.inWords}</summary>
      <ol>
        {stages.map((stage) => {
          const telling = tell(stage, facts, all, t, config);
          return (
            <li key={stage}>
              <p>
                <strong>{t.stages[stage]}</strong> {telling.text}
              </p>
              <p className={styles.lines}>
                <Formula telling={telling} />
              </p>
            </li>
          );
        })}
      </ol>
    </details>
  );
}
