/** The question: typed, or one of the corpus; and what there is to say of it before its answer is read. */
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { useSystem } from '../../../context.ts';
import { useStrings } from '../../../i18n/language-context.tsx';
import { ActionButton } from '../../../widgets/action-button.tsx';
import button from '../../../widgets/button.module.css';
import { SelectField } from '../../../widgets/fields.tsx';
import { NextIcon, PreviousIcon } from '../../../widgets/icons.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { nextQuestionAction, previousQuestionAction, undoEditAction } from '../ask-actions.ts';
import styles from './ask-page.module.css';
import { askedQuestion } from './ask-state.ts';
import { useAsk } from './use-ask.ts';
import { useAskWords } from './words/use-ask-words.ts';

/** Longest question in characters; tokens for which the models have no room are cut, and the page says so. */
const longestQuestion = 400;

function Field({ asked }: { asked: string }) {
  const t = useAskWords();
  const asker = useAsk((state) => state.asker);
  const [text, setText] = useState(asked);
  const take = (event: FormEvent) => {
    event.preventDefault();
    const typed = text.trim().replace(/\s+/g, ' ');
    if (typed) asker?.choose(typed);
  };
  return (
    <form className={styles.question} onSubmit={take}>
      <label className={styles.label} htmlFor="ask-question">
        {t.question}
      </label>
      <div className={styles.typing}>
        <input
          id="ask-question"
          className={styles.input}
          value={text}
          maxLength={longestQuestion}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" className={`${button.button} ${button.primary}`} isDisabled={text.trim() === ''}>
          {t.ask}
        </Button>
      </div>
    </form>
  );
}

function Choice({ asked }: { asked: string }) {
  const t = useAskWords();
  const asker = useAsk((state) => state.asker);
  const questions = useAsk((state) => state.questions);
  const isOwn = !questions.some(({ question }) => question === asked);
  const choices = questions.map(({ question, heldOut }) => ({
    id: question,
    label: question,
    about: heldOut ? t.heldOut : t.trainedOn,
  }));
  return (
    <SelectField
      name="known-question"
      label={t.choose}
      value={asked}
      choices={isOwn ? [{ id: asked, label: t.own }, ...choices] : choices}
      onChange={(question) => asker?.choose(question)}
    />
  );
}

function Remarks() {
  const all = useStrings();
  const t = useAskWords();
  const system = useSystem();
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
              {known && <span className={styles.badge}>{known.heldOut ? t.heldOut : t.trainedOn}</span>}
              <span data-testid="ask-moment">{all.atStep(all.phaseName(system, view.phase), view.step)}</span>
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
  const asked = useAsk(askedQuestion) ?? '';
  const controls = (
    <div className={styles.controls}>
      <ActionButton action={previousQuestionAction} kind="quiet" icon={<PreviousIcon />} />
      <ActionButton action={nextQuestionAction} kind="quiet" icon={<NextIcon />} />
      <ActionButton action={undoEditAction} kind="quiet" showKeys />
    </div>
  );
  return (
    <Panel id="ask" title={title} aside={controls}>
      <div className={styles.fields}>
        <Field key={asked} asked={asked} />
        <Choice asked={asked} />
      </div>
      <Remarks />
    </Panel>
  );
}
