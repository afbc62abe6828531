/** Trained models: what is said of one that comes with the page, the strip that offers it, and what a run of one’s own may be used for at its end. */
import { runPosition, totalSteps } from '../../state/progress.ts';
import { hasProgress } from '../../state/session-state.ts';
import { trainedModelFor } from '../../state/trained-models.ts';
import type { Action } from '../actions/action.ts';
import { openTrainedAction } from '../actions/trained-action.ts';
import { useSession, useSystem, useUi } from '../context.ts';
import { commandOf } from '../exports/command.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import { viewsOf } from '../systems/registry.ts';
import { ActionButton } from '../widgets/action-button.tsx';
import styles from './trained-model.module.css';

/** Whether one comes with the page for the settings on screen. */
export const useComesTrained = (): boolean => useSession(({ draft }) => trainedModelFor(draft) !== null);

/** Whether the run that is open began as a model that we trained: what an earlier visit measured is shown again, but its model is not open. */
export const useIsOurs = (): boolean =>
  useSession(({ info, measured }) => info !== null && measured?.start !== undefined);

/** That we trained the model that is open, and how; nothing of another. `again`: the label of what trains one from step 0. */
function ByUs({ again }: { again: string }) {
  const { trained: t, betweenSentences } = useStrings();
  const format = useFormats();
  const measured = useSession(({ info, measured }) => (info ? measured : null));
  const isFinished = useSession(({ status }) => status === 'finished');
  if (!measured?.start) return null;
  return (
    <p>
      {t.byUs(format.count(runPosition(measured.phases, measured.start)), measured.config.seed)}
      {betweenSentences}
      <code>{commandOf(measured.config)}</code> {isFinished ? t.isFinished(again) : t.goesOn}
    </p>
  );
}

export function ComingModel() {
  const { trained: t } = useStrings();
  const isComing = useUi(({ isModelComing }) => isModelComing);
  return isComing && <output>{t.isComing}</output>;
}

export interface TrainedStripProps {
  /** The label of what trains one from step 0. */
  again: string;
  /** What is said of the model that is offered; null: nothing. */
  about: string | null;
  /** Opens it; null: none is offered. */
  open: Action | null;
}

/** What is said of a trained model above what shows the run. */
export function TrainedStrip({ again, about, open }: TrainedStripProps) {
  const { trained: t } = useStrings();
  return (
    <section className={styles.strip} aria-label={t.title} data-testid="trained">
      <ByUs again={again} />
      {about !== null && <p>{about}</p>}
      {open && <ActionButton action={open} showKeys />}
      <ComingModel />
    </section>
  );
}

/** The same above a page of the run, before whose first step a trained one of its settings is offered. */
export function TrainedRun() {
  const t = useStrings();
  const comesTrained = useComesTrained();
  const isOurs = useIsOurs();
  const isNew = useSession((state) => !state.isRecorded && !hasProgress(state) && state.status !== 'opening');
  if (!comesTrained || !(isOurs || isNew)) return null;
  const offered = isOurs ? { about: null, open: null } : { about: t.trained.comes, open: openTrainedAction };
  return <TrainedStrip again={t.actions.startNew} {...offered} />;
}

/** What the models of the run on screen may be used for, once it is at its end. */
export function NextRun() {
  const t = useStrings();
  const { next } = viewsOf(useSystem());
  const isOffered = useSession((state) => {
    const { measured, now } = state;
    const isAtEnd = measured && now && runPosition(measured.phases, now) === totalSteps(measured.phases);
    return Boolean(isAtEnd && next?.isOffered(state));
  });
  if (!next || !isOffered) return null;
  return (
    <div className={styles.strip} data-testid="next-run">
      <p>{next.about(t)}</p>
      <ActionButton action={next.action} />
    </div>
  );
}
