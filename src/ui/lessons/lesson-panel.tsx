/** The lesson beside the page: its prose, a question to predict first, and an exercise whose state follows the page. */

import { useEffect, useId, useRef } from 'react';
import { useStore } from 'zustand';
import type { Lesson, Part } from '../../lessons/lesson.ts';
import { lessons, partAt } from '../../lessons/registry.ts';
import { encodeLesson } from '../../state/url.ts';
import { closeLessonAction, lessonsAction, nextPartAction, previousPartAction } from '../actions/lesson-actions.ts';
import { useUi, useWorkbench } from '../context.ts';
import { ActionButton } from '../widgets/action-button.tsx';
import { CloseIcon } from '../widgets/icons.tsx';
import { LessonNeeds } from './lesson-needs.tsx';
import styles from './lesson-panel.module.css';
import { partKey } from './lesson-progress.ts';
import { useLessonTexts } from './lesson-texts.ts';
import { Prediction } from './prediction.tsx';
import { Task } from './task.tsx';
import { useLessonWords } from './words/use-lesson-words.ts';

function Exercise({ lesson, part, text }: { lesson: Lesson; part: Part; text: string }) {
  const { guide } = useWorkbench();
  const isDone = useStore(guide.store, ({ done }) => done.includes(partKey(lesson.id, part.id)));
  return <Task text={text} isDone={isDone} />;
}

/** The link to the lesson after this one. */
function NextLesson({ lesson }: { lesson: Lesson }) {
  const words = useLessonWords();
  const textOf = useLessonTexts();
  const next = lessons[lessons.indexOf(lesson) + 1];
  if (!next) return <ActionButton action={lessonsAction} />;
  return (
    <a className={styles.link} href={`#${encodeLesson({ lesson: next.id, part: 1 })}`}>
      {words.nextLesson(textOf(next).title)}
    </a>
  );
}

function Shown({ lesson, part }: { lesson: Lesson; part: Part }) {
  const words = useLessonWords();
  const heading = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const text = useLessonTexts()(lesson);
  const { prose, prediction, exercise } = text.parts[part.id]!;
  const number = lesson.parts.indexOf(part) + 1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part is read from its title
  useEffect(() => title.current?.focus({ preventScroll: true }), [part]);
  return (
    <aside className={styles.panel} aria-labelledby={heading} data-testid="lesson" data-part={number}>
      <header className={styles.header}>
        <p className={styles.place}>
          {words.panel} {lessons.indexOf(lesson) + 1} · {words.part(number, lesson.parts.length)}
        </p>
        <ActionButton action={closeLessonAction} kind="quiet" icon={<CloseIcon />} />
      </header>
      <h2 id={heading} ref={title} tabIndex={-1} className={styles.title}>
        {text.title}
      </h2>
      {prose.map((paragraph) => (
        <p key={paragraph} className={styles.prose}>
          {paragraph}
        </p>
      ))}
      <LessonNeeds lesson={lesson} part={part} />
      {prediction && part.right && <Prediction key={part.id} lesson={lesson} part={part} text={prediction} />}
      {exercise && part.check && <Exercise lesson={lesson} part={part} text={exercise} />}
      <footer className={styles.footer}>
        <ActionButton action={previousPartAction} showKeys />
        {number < lesson.parts.length ? (
          <ActionButton action={nextPartAction} kind="primary" showKeys />
        ) : (
          <NextLesson lesson={lesson} />
        )}
      </footer>
    </aside>
  );
}

export function LessonPanel() {
  const place = useUi((state) => state.lesson);
  const shown = place && partAt(place);
  return shown && <Shown {...shown} />;
}
