/** Messages of the page: an error in place, a run that can be resumed or brought back, warnings. */

import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { hasProgress } from '../../state/session-state.ts';
import { resetAction, resumeAction, undoAction } from '../actions/run-actions.ts';
import { useSession, useWorkbench } from '../context.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import { StopNotice } from '../runs/stop-fields.tsx';
import { ActionButton } from '../widgets/action-button.tsx';
import button from '../widgets/button.module.css';
import { CloseIcon } from '../widgets/icons.tsx';
import { NewVersion } from './new-version.tsx';
import styles from './notices.module.css';

function PlainButton({ onPress, children }: { onPress: () => void; children: ReactNode }) {
  return (
    <Button className={`${button.button} ${button.plain}`} onPress={onPress}>
      {children}
    </Button>
  );
}

function Dismiss({ onPress }: { onPress: () => void }) {
  const t = useStrings();
  return (
    <Button className={`${button.button} ${button.quiet}`} onPress={onPress} aria-label={t.notices.dismiss}>
      <CloseIcon />
    </Button>
  );
}

function Failure() {
  const t = useStrings();
  const { session } = useWorkbench();
  const error = useSession((state) => state.error);
  const errorWhile = useSession((state) => state.errorWhile);
  const isStopped = errorWhile === 'running';
  const alive = useSession((state) => state.info !== null);
  const resumable = useSession((state) => state.resumable !== null);
  const measured = useSession(hasProgress);
  if (!error) return null;
  const goOn = async () => {
    try {
      if (await session.resume()) await session.play();
    } catch (problem) {
      session.fail(problem);
    }
  };
  const [firstLine, ...rest] = error.message.split('\n');
  return (
    <div className={styles.failure} role="alert" data-testid="failure" data-code={error.code}>
      <div className={styles.words}>
        <strong>{t.failure.titles[errorWhile]}</strong>
        <p>
          {error.code === 'part-missing' ? t.parts.failed : firstLine} {isStopped && measured && t.failure.kept}
        </p>
        {rest.length > 0 && (
          <details>
            <summary>{t.failure.details}</summary>
            <pre className={styles.details}>{rest.join('\n')}</pre>
          </details>
        )}
      </div>
      <div className={styles.buttons}>
        {isStopped && resumable && <PlainButton onPress={() => void goOn()}>{t.failure.actions.resume}</PlainButton>}
        {isStopped && alive && <ActionButton action={resetAction} />}
        {isStopped && !alive && (
          <PlainButton onPress={() => void session.openDraft(true)}>{t.failure.actions.startAgain}</PlainButton>
        )}
        {error.code === 'part-missing' && <PlainButton onPress={() => location.reload()}>{t.parts.reload}</PlainButton>}
        <PlainButton onPress={() => session.dismissError()}>{t.failure.actions.dismiss}</PlainButton>
      </div>
    </div>
  );
}

export function Notices() {
  const t = useStrings();
  const format = useFormats();
  const { session } = useWorkbench();
  const notices = useSession((state) => state.notices);
  const resumable = useSession((state) => (state.info === null && state.status === 'idle' ? state.resumable : null));
  const undoable = useSession((state) => state.undoable);
  return (
    <div className={styles.notices}>
      <Failure />
      <NewVersion />
      {resumable && (
        <div className={styles.notice} data-testid="resumable">
          <p className={styles.words}>
            {t.notices.resumable(
              t.phaseName(resumable.system, resumable.phase),
              resumable.step,
              format.ago(resumable.savedAt, Date.now()),
            )}
          </p>
          <ActionButton action={resumeAction} kind="primary" />
        </div>
      )}
      {undoable && (
        <output className={styles.notice} data-testid="undoable">
          <p className={styles.words}>
            {t.notices.undoable(t.phaseName(undoable.system, undoable.phase), undoable.step)}
          </p>
          <ActionButton action={undoAction} kind="plain" showKeys />
          <Dismiss onPress={() => session.forgetUndo()} />
        </output>
      )}
      <StopNotice />
      {notices.map(({ id, kind, message }) => (
        <output key={id} className={kind === 'warning' ? styles.warning : styles.notice}>
          <p className={styles.words}>{message}</p>
          <Dismiss onPress={() => session.dismissNotice(id)} />
        </output>
      ))}
    </div>
  );
}
