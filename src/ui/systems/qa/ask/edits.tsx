/** Documents in other words: the field of one, and what is edited now with ways back. */
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { AskView } from '../../../../systems/qa/probes.ts';
import { type ErrorReport, toErrorReport } from '../../../../util/errors.ts';
import { useSystem, useWorkbench } from '../../../context.ts';
import { useStrings } from '../../../i18n/language-context.tsx';
import { isNowhere } from '../../../keep-focus.ts';
import button from '../../../widgets/button.module.css';
import { Panel } from '../../../widgets/panel.tsx';
import styles from './edits.module.css';
import { useAsk } from './use-ask.ts';
import { useAskWords } from './words/use-ask-words.ts';

const plain = `${button.button} ${button.plain}`;

/** The field of the document that is being edited. */
export function EditForm() {
  const all = useStrings();
  const t = useAskWords();
  const id = useId();
  const asker = useAsk((state) => state.asker);
  const editing = useAsk((state) => state.editing)!;
  const [text, setText] = useState(editing.text);
  const [problem, setProblem] = useState<ErrorReport | null>(null);
  const [isSaving, setSaving] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setSaving(true);
    try {
      await asker?.save(text);
    } catch (error) {
      setProblem(toErrorReport(error));
      setSaving(false);
      field.current?.focus();
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)} data-testid="edit-form">
      <label htmlFor={id}>{t.editOf(editing.title || t.untitled)}</label>
      <textarea
        id={id}
        ref={field}
        className={styles.text}
        value={text}
        rows={6}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-about`}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') asker?.close();
        }}
      />
      {problem && (
        <p role="alert" className={styles.problem}>
          {all.errorText(problem)}
        </p>
      )}
      <div className={styles.buttons}>
        <Button
          type="submit"
          className={`${button.button} ${button.primary}`}
          isDisabled={isSaving || text === editing.text}
        >
          {t.save}
        </Button>
        <Button className={plain} onPress={() => asker?.close()}>
          {t.cancel}
        </Button>
        <span id={`${id}-about`} aria-live="polite">
          {isSaving ? t.embedding : t.editAbout}
        </span>
      </div>
    </form>
  );
}

/** Which documents are edited, and that nothing was trained for it. */
export function Edits() {
  const all = useStrings();
  const t = useAskWords();
  const system = useSystem();
  const { session } = useWorkbench();
  const asker = useAsk((state) => state.asker);
  const edited = useAsk((state) => state.edited);
  const view = useAsk((state) => state.view);
  const panel = useRef<HTMLDivElement>(null);
  const count = view?.edits.length ?? 0;
  const before = useRef(count);
  useEffect(() => {
    // the field that had the focus is gone
    if (count > 0 && before.current !== count && isNowhere()) panel.current?.focus();
    before.current = count;
  }, [count]);
  if (!view || count === 0) return null;
  const restore = (id: string | null) => void asker?.restore(id).catch((error) => session.fail(error));
  const restoring = ({ document, title, original }: AskView['edits'][number]) => {
    const name = title || t.untitled;
    const isUnique = view.edits.every((other) => other.document === document || other.title !== title);
    return isUnique ? t.restore(name) : t.restoreText(name, original);
  };
  const hasStood = edited && edited.at.phase === view.phase && edited.at.step === view.step;
  return (
    <Panel title={t.edits}>
      <div ref={panel} tabIndex={-1} className={styles.edits} data-testid="edits" data-count={count}>
        {edited && (
          <p data-testid="no-training" data-stood={hasStood}>
            {(hasStood ? t.noTraining : t.trainedSince)(
              all.atStep(all.phaseName(system, edited.at.phase), edited.at.step),
            )}
          </p>
        )}
        <p>{t.notJudged}</p>
        <div className={styles.buttons}>
          {view.edits.map((one) => (
            <Button key={one.document} className={plain} onPress={() => restore(one.document)}>
              {restoring(one)}
            </Button>
          ))}
          {count > 1 && (
            <Button className={plain} onPress={() => restore(null)}>
              {t.restoreAll}
            </Button>
          )}
        </div>
      </div>
    </Panel>
  );
}
