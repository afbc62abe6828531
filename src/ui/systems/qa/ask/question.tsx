/** The question: typed, or one of the corpus; and what there is to say of it before its answer is read. */
import { useSystem } from '../../../context.ts';
import { useLanguageNames } from '../../../documents/language-mark.tsx';
import { useStrings } from '../../../i18n/language-context.tsx';
import { ActionButton } from '../../../widgets/action-button.tsx';
import { NextIcon, PreviousIcon } from '../../../widgets/icons.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { QuestionFields } from '../../question-fields.tsx';
import { nextQuestionAction, previousQuestionAction, undoEditAction } from '../ask-actions.ts';
import styles from './ask-page.module.css';
import { askedQuestion } from './ask-state.ts';
import { useAsk } from './use-ask.ts';
import { useAskWords } from './words/use-ask-words.ts';

function Remarks() {
  const all = useStrings();
  const t = useAskWords();
  const system = useSystem();
  const nameOf = useLanguageNames();
  const view = useAsk((state) => state.view);
  const known = useAsk(({ questions, view: read }) => questions.find(({ question }) => question === read?.question));
  const asked = useAsk(askedQuestion);
  const problem = useAsk((state) => state.problem);
  const isAsking = useAsk((state) => state.isAsking);
  const isOther = view?.question !== asked;
  return (
    <div className={styles.remarks} aria-live="polite">
      {problem ? (
        <p role="alert" className={styles.problem} data-testid="ask-problem">
          {all.errorText(problem)}
        </p>
      ) : isOther ? (
        isAsking && <p>{t.reading}</p>
      ) : (
        view && (
          <>
            <p className={styles.facts}>
              {known && <span className={styles.badge}>{known.heldOut ? t.heldOut : t.notHeldOut}</span>}
              <span data-testid="ask-moment">{all.atStep(all.phaseName(system, view.phase), view.step)}</span>
              {view.searched !== null && <span data-testid="ask-searched">{t.searched(nameOf(view.searched))}</span>}
              {view.cut > 0 && <span>{t.cut(view.cut)}</span>}
              {view.unknown > 0 && view.unknown < view.tokens && (
                <span>{t.someUnknown(view.unknown, view.tokens)}</span>
              )}
            </p>
            {view.unknown === view.tokens && (
              <p className={styles.warning} data-testid="ask-unknown">
                {t.unknown}
              </p>
            )}
            {!view.isTrained && (
              <p className={styles.warning} data-testid="ask-untrained">
                {t.untrained}
              </p>
            )}
          </>
        )
      )}
    </div>
  );
}

export function Question() {
  const title = useStrings().systems.qa.ask.title;
  const t = useAskWords();
  const asked = useAsk(askedQuestion) ?? '';
  const asker = useAsk((state) => state.asker);
  const questions = useAsk((state) => state.questions);
  const controls = (
    <div className={styles.controls}>
      <ActionButton action={previousQuestionAction} kind="quiet" icon={<PreviousIcon />} />
      <ActionButton action={nextQuestionAction} kind="quiet" icon={<NextIcon />} />
      <ActionButton action={undoEditAction} kind="quiet" showKeys />
    </div>
  );
  return (
    <Panel id="ask" title={title} aside={controls}>
      <QuestionFields
        id="ask-question"
        asked={asked}
        questions={questions}
        words={{ ...t, submit: t.ask, none: t.own }}
        onAsk={(question) => asker?.choose(question)}
      />
      <Remarks />
    </Panel>
  );
}
