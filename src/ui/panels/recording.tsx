/** The recording that is on screen: what it is, the player, and how to train instead. */

import { useStore } from 'zustand';
import { momentBefore } from '../../state/recording.ts';
import { presets } from '../../systems/presets.ts';
import { lessonsAction } from '../actions/lesson-actions.ts';
import { continueAction, playRecordingAction, trainAction } from '../actions/recording-actions.ts';
import { useSession, useUi, useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { ActionButton } from '../widgets/action-button.tsx';
import { PauseIcon, PlayIcon } from '../widgets/icons.tsx';
import styles from './recording.module.css';

export function RecordingStrip() {
  const t = useStrings();
  const { player } = useWorkbench();
  const { recording, at, isPlaying } = useStore(player.store);
  const isShown = useSession(({ isRecorded }) => isRecorded);
  const { isEmbedded } = useUi((state) => state.look);
  if (!recording || !isShown) return null;
  const { run, made, moments } = recording;
  const { system, preset } = run.config;
  const { phase, step } = moments[at]!;
  const own = presets.find(({ name }) => name === preset) ?? { title: preset, about: '' };
  const { title } = t.presetWords(preset, own);
  const now = t.atStep(t.phaseName(system, phase), step);
  return (
    <section
      className={`${styles.strip} ${isEmbedded ? styles.small : ''}`}
      aria-label={t.recording.title}
      data-testid="recording"
    >
      <p className={styles.words}>
        <strong className={styles.badge}>{t.recording.title}</strong>
        {!isEmbedded && t.recording.about(title, made.date, made.adapter)}
      </p>
      <div className={styles.player}>
        <ActionButton action={playRecordingAction} icon={isPlaying ? <PauseIcon /> : <PlayIcon />} />
        <div className={styles.scrubber}>
          <input
            className={styles.range}
            type="range"
            min={0}
            max={moments.length - 1}
            value={at}
            onChange={(event) => player.go(event.currentTarget.valueAsNumber)}
            aria-label={t.recording.moment}
            aria-valuetext={now}
          />
          <ol className={styles.phases} aria-hidden="true">
            {run.phases.map(({ id }, i) => {
              const from = i === 0 ? 0 : momentBefore(recording, { phase: id, step: 0 });
              return (
                <li key={id} style={{ insetInlineStart: `${(100 * from) / (moments.length - 1)}%` }}>
                  {t.phaseName(system, id)}
                </li>
              );
            })}
          </ol>
        </div>
        <output className={styles.now}>{now}</output>
      </div>
      {!isEmbedded && (
        <div className={styles.buttons}>
          <ActionButton action={trainAction} kind="primary" />
          <ActionButton action={continueAction} />
          <ActionButton action={lessonsAction} />
        </div>
      )}
    </section>
  );
}
