/** The phases as one bar, each as wide as its share of the steps, with the step and the speed. */

import { useMemo } from 'react';
import { phaseShare } from '../../state/progress.ts';
import { describeRun } from '../../state/run-description.ts';
import { isDraftChanged, isKept } from '../../state/session-state.ts';
import { roughly } from '../../state/time-left.ts';
import { useLibrary, useRuns, useSession, useShownRun } from '../context.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import { shortRunName } from '../runs/run-name.ts';
import { durationWords } from '../runs/run-words.ts';
import { Defined } from '../widgets/definitions.tsx';
import { Track } from '../widgets/track.tsx';
import { PhaseName } from './phase-name.tsx';
import styles from './run-progress.module.css';

export function RunProgress() {
  const t = useStrings();
  const format = useFormats();
  const status = useSession((state) => state.status);
  const opening = useSession((state) => state.opening);
  const preparing = useSession((state) => (state.status === 'running' ? state.preparing : null));
  const stage = status === 'opening' ? opening : preparing;
  const shown = useShownRun();
  /** The settings of another run that is being opened: that of the page is no longer spoken of here, since the preset beside this line is the new one. */
  const coming = useSession((state) => (state.status === 'opening' && isDraftChanged(state) ? state.draft : null));
  const { phases, config } = useMemo(() => (coming ? describeRun(coming) : shown), [coming, shown]);
  const { system } = config;
  const now = useSession((state) => (coming ? null : state.now));
  const rate = useSession((state) => state.stepsPerSecond);
  const measuring = useSession((state) => state.measuring);
  const msLeft = useSession((state) => (state.msLeft === null ? null : roughly(state.msLeft)));
  const isRecorded = useSession((state) => state.isRecorded);
  const canResume = useSession(isKept);
  const shownStatus = status !== 'idle' || !now ? status : isRecorded ? 'recorded' : canResume ? 'kept' : 'earlier';
  const measured = useSession((state) => state.measured);
  const runs = useRuns((state) => state.entries);
  const corpora = useLibrary((state) => state.entries);
  // the preset beside this line is that of the next run
  const name = measured && !coming && shortRunName(measured, { runs, corpora }, t);
  const steps = phases.find(({ id }) => id === now?.phase)?.steps ?? 0;
  return (
    <div className={styles.progress}>
      <ol className={styles.phases} aria-label={t.runProgress}>
        {phases
          .filter((phase) => phase.steps > 0)
          .map((phase) => (
            <li
              key={phase.id}
              className={styles.phase}
              style={{ flexGrow: Math.max(phase.steps, 80) }}
              aria-current={now?.phase === phase.id ? 'step' : undefined}
              title={t.phaseHint(system, phase.id)}
            >
              <span className={styles.label}>
                <PhaseName system={system} phase={phase.id} plain={styles.plain} />
              </span>
              <Track share={phaseShare(phases, phase, now)} />
            </li>
          ))}
      </ol>
      <div className={styles.words}>
        {name && (
          <span className={styles.run} title={t.runOnScreen(name)} data-testid="shown-run">
            {name}
          </span>
        )}
        <span data-testid="status" data-status={status} className={styles.status}>
          {stage
            ? t.openingProgress(t.openingStage(stage.stage), stage.done, stage.total)
            : status === 'opening'
              ? t.openingBegins
              : t.status[shownStatus]}
        </span>
        {now && status !== 'opening' && (
          <span data-testid="moment" data-phase={now.phase} data-step={now.step}>
            {t.momentOf(t.phaseName(system, now.phase), now.step, steps)}
          </span>
        )}
        {rate !== null && status === 'running' && (
          <Defined is="stepsPerSecond">{t.stepsPerSecond(format.number(rate, rate < 10 ? 1 : 0))}</Defined>
        )}
        {measuring && (
          <span data-testid="measuring">
            {t.measuring(
              t.atStep(t.phaseName(system, measuring.phase), measuring.step),
              Math.floor(100 * measuring.share),
            )}
          </span>
        )}
        {msLeft !== null && status === 'running' && (
          <span data-testid="time-left">
            {now?.phase === phases.at(-1)!.id
              ? t.runs.timeLeft.inRun(durationWords(msLeft, t))
              : t.runs.timeLeft.inPhase(durationWords(msLeft, t))}
          </span>
        )}
      </div>
      <output className={styles.spoken}>{t.status[shownStatus]}</output>
    </div>
  );
}
