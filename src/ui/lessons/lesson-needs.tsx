/** What stands in the way of a part: a run of one's own where it shows the recording, or no open run where it asks the models. */

import type { Lesson, Part } from '../../lessons/lesson.ts';
import { encodeLesson } from '../../state/url.ts';
import { resolvePreset } from '../../systems/presets.ts';
import { putAsideAction } from '../actions/lesson-actions.ts';
import { openModelsAction } from '../actions/recording-actions.ts';
import { openRunAction, playAction, resumeAction } from '../actions/run-actions.ts';
import { openTrainedAction } from '../actions/trained-action.ts';
import { useSession, useUi } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { ComingModel, useComesTrained } from '../panels/trained-model.tsx';
import { ActionButton } from '../widgets/action-button.tsx';
import { Sentences } from '../widgets/sentences.tsx';
import { hasOwnRun } from './lesson-guide.ts';
import styles from './lesson-panel.module.css';
import { useLessonWords } from './words/use-lesson-words.ts';

function NeedsRecording({ lesson, part }: { lesson: Lesson; part: Part }) {
  const t = useLessonWords();
  const isOpen = useSession((state) => state.info !== null);
  return (
    <div className={styles.needs}>
      <p>{t.ownRun}</p>
      {isOpen && <ActionButton action={putAsideAction} />}
      <a
        className={styles.link}
        href={`#${encodeLesson({ lesson: lesson.id, part: lesson.parts.indexOf(part) + 1 })}`}
        target="_blank"
        rel="noreferrer"
      >
        {t.otherTab}
      </a>
    </div>
  );
}

/** A run of the lesson's own preset, if the part asks its models; an open run of another system is in the way in any case. */
function NeedsRun({ preset, asks }: { preset: string; asks: boolean }) {
  const t = useLessonWords();
  const webGpu = useUi((state) => state.webGpu);
  const isOpening = useSession((state) => state.status === 'opening');
  const isOther = useSession(({ info }) => info !== null && info.config.system !== resolvePreset(preset).system);
  const isOpen = useSession(({ info }) => info !== null);
  const comesTrained = useComesTrained();
  const { trained } = useStrings();
  if (!isOther && (isOpen || !asks)) return null;
  if (webGpu !== 'available') return <p className={styles.needs}>{t.withoutWebGpu}</p>;
  if (isOpening) return <p className={styles.needs}>{t.opening}</p>;
  return (
    <div className={styles.needs}>
      {isOther ? (
        <>
          <p>{t.otherRun}</p>
          <ActionButton action={putAsideAction} />
        </>
      ) : (
        <>
          <p>
            <Sentences>
              {t.needsRun}
              {comesTrained && trained.comes}
            </Sentences>
          </p>
          {comesTrained && <ActionButton action={openTrainedAction} kind="primary" showKeys />}
          <ActionButton action={playAction} />
          <ActionButton action={openRunAction} />
          <ComingModel />
        </>
      )}
    </div>
  );
}

function NeedsModels() {
  const t = useLessonWords();
  const webGpu = useUi((state) => state.webGpu);
  const isOpening = useSession((state) => state.status === 'opening');
  const isKept = useSession((state) => state.resumable !== null);
  if (webGpu !== 'available') return <p className={styles.needs}>{t.withoutWebGpu}</p>;
  if (isOpening) return <p className={styles.needs}>{t.opening}</p>;
  return (
    <div className={styles.needs}>
      <p>{t.needsModels}</p>
      <ActionButton action={isKept ? resumeAction : openModelsAction} />
    </div>
  );
}

export function LessonNeeds({ lesson, part }: { lesson: Lesson; part: Part }) {
  const isOwn = useSession(hasOwnRun);
  const isOpen = useSession((state) => state.info !== null && state.status !== 'opening');
  if (lesson.preset !== undefined) {
    return <NeedsRun preset={lesson.preset} asks={part.shows?.needsModels ?? false} />;
  }
  if (part.shows?.moment && isOwn) return <NeedsRecording lesson={lesson} part={part} />;
  return part.shows?.needsModels && !isOpen ? <NeedsModels /> : null;
}
