/** Messages of the page: an error in place, a run that can be resumed or brought back, warnings. */

import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { Moment } from '../../run/records.ts';
import { runPosition } from '../../state/progress.ts';
import { hasProgress, type SessionState } from '../../state/session-state.ts';
import { resetAction, resumeAction, undoAction } from '../actions/run-actions.ts';
import { useSession, useSystem, useUi, useWorkbench } from '../context.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import { StopNotice } from '../runs/stop-notice.tsx';
import { ActionButton } from '../widgets/action-button.tsx';
import button from '../widgets/button.module.css';
import { CloseIcon } from '../widgets/icons.tsx';
import { NewVersion } from './new-version.tsx';
import { NoWebGpuNotice } from './no-webgpu.tsx';
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
  const lost = useSession((state) => state.lostEvaluation);
  const system = useSystem();
  // a checkpoint of another run is offered when this message is dismissed
  const checkpoint = useSession(({ resumable, measured }) => (resumable?.runId === measured?.runId ? resumable : null));
  const measured = useSession(hasProgress);
  if (!error) return null;
  const goOn = async () => {
    try {
      if (await session.resume()) await session.play();
    } catch (problem) {
      session.fail(problem);
    }
  };
  const [firstLine, ...rest] = t.errorText(error).split('\n');
  const atMoment = ({ phase, step }: Moment) => t.atStep(t.phaseName(system, phase), step);
  const consequences = isStopped && [
    measured && t.failure.kept,
    !alive && measured && (checkpoint ? t.failure.checkpoint(atMoment(checkpoint)) : t.failure.noCheckpoint),
    lost && t.failure.evaluation(atMoment(lost)),
  ];
  const sentences = [firstLine, ...(consequences || [])].filter(Boolean);
  return (
    <div className={styles.failure} role="alert" data-testid="failure" data-code={error.code}>
      <div className={styles.words}>
        <strong>{t.failure.titles[errorWhile]}</strong>
        <p>{sentences.join(t.betweenSentences)}</p>
        {rest.length > 0 && (
          <details>
            <summary>{t.failure.details}</summary>
            <pre className={styles.details}>{rest.join('\n')}</pre>
          </details>
        )}
      </div>
      <div className={styles.buttons}>
        {isStopped && checkpoint && <PlainButton onPress={() => void goOn()}>{t.failure.actions.resume}</PlainButton>}
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

/** What the page shows beside a checkpoint that may be resumed: the same run at a later step, or another run. */
function beside({ resumable, measured, now, isRecorded }: SessionState): 'later' | 'other' | null {
  if (!resumable || !measured || !now || isRecorded) return null;
  if (resumable.runId !== measured.runId) return 'other';
  return runPosition(measured.phases, now) > runPosition(measured.phases, resumable) ? 'later' : null;
}

function Resumable({ kept }: { kept: NonNullable<SessionState['resumable']> }) {
  const t = useStrings();
  const format = useFormats();
  const now = useSession((state) => state.now);
  const shown = useSession(beside);
  const at = ({ phase, step }: Moment) => t.atStep(t.phaseName(kept.system, phase), step);
  const when = format.ago(kept.savedAt, Date.now());
  const sentences = [
    t.notices.resumable(at(kept), when),
    shown === 'later' && t.notices.shownLater(at(now!)),
    shown === 'other' && t.notices.shownOther,
  ];
  return (
    <div className={styles.notice} data-testid="resumable">
      <p className={styles.words}>{sentences.filter(Boolean).join(t.betweenSentences)}</p>
      <ActionButton action={resumeAction} kind="primary" />
    </div>
  );
}

export function Notices() {
  const t = useStrings();
  const { session } = useWorkbench();
  const webGpu = useUi((state) => state.webGpu);
  const notices = useSession((state) => state.notices);
  const resumable = useSession((state) => (state.info === null && state.status === 'idle' ? state.resumable : null));
  const undoable = useSession((state) => state.undoable);
  return (
    <div className={styles.notices}>
      {webGpu !== 'available' && <NoWebGpuNotice why={webGpu} />}
      <Failure />
      <NewVersion />
      {resumable && <Resumable kept={resumable} />}
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
          <p className={styles.words}>{t.say(message)}</p>
          <Dismiss onPress={() => session.dismissNotice(id)} />
        </output>
      ))}
    </div>
  );
}
