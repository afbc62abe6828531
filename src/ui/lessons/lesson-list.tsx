/** The list of lessons: each is a link to its first part. */

import { useStore } from 'zustand';
import type { Lesson } from '../../lessons/lesson.ts';
import { lessons } from '../../lessons/registry.ts';
import { encodeLesson } from '../../state/url.ts';
import { useUi, useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { PageDialog } from '../widgets/dialog.tsx';
import styles from './lesson-list.module.css';
import { partKey } from './lesson-progress.ts';
import { useLessonTexts } from './lesson-texts.ts';
import { useLessonWords } from './words/use-lesson-words.ts';

function Row({ lesson, close }: { lesson: Lesson; close: () => void }) {
  const words = useLessonWords();
  const { guide } = useWorkbench();
  const { title, about } = useLessonTexts()(lesson);
  const exercises = lesson.parts.filter(({ check }) => check);
  const done = useStore(
    guide.store,
    (state) => exercises.filter(({ id }) => state.done.includes(partKey(lesson.id, id))).length,
  );
  const isShown = useUi((state) => state.lesson?.lesson === lesson.id);
  return (
    <li>
      <a
        className={styles.lesson}
        href={`#${encodeLesson({ lesson: lesson.id, part: 1 })}`}
        aria-current={isShown || undefined}
        data-lesson={lesson.id}
        onClick={close}
      >
        <span className={styles.title}>{title}</span>
        <span className={styles.facts}>
          {words.minutes(lesson.minutes)}
          {done > 0 && ` · ${words.exercisesDone(done, exercises.length)}`}
        </span>
        <span className={styles.about}>{about}</span>
      </a>
    </li>
  );
}

export function LessonList() {
  const t = useStrings();
  const words = useLessonWords();
  return (
    <PageDialog name="lessons" title={t.lessons.title} wide>
      {(close) => (
        <>
          <p className={styles.intro}>{words.about}</p>
          <ol className={styles.list}>
            {lessons.map((lesson) => (
              <Row key={lesson.id} lesson={lesson} close={close} />
            ))}
          </ol>
        </>
      )}
    </PageDialog>
  );
}
