/** A question with choices: one chooses first, then the page tells the answer and why. */

import { useId } from 'react';
import { useStore } from 'zustand';
import type { Lesson, Part, PartText } from '../../lessons/lesson.ts';
import { useWorkbench } from '../context.ts';
import styles from './lesson-panel.module.css';
import { partKey } from './lesson-progress.ts';
import { useLessonWords } from './words/use-lesson-words.ts';

export interface PredictionProps {
  lesson: Lesson;
  part: Part;
  text: NonNullable<PartText['prediction']>;
}

export function Prediction({ lesson, part, text: { question, choices, why } }: PredictionProps) {
  const t = useLessonWords();
  const { guide } = useWorkbench();
  const heading = useId();
  const chosen = useStore(guide.store, ({ answers }) => answers[partKey(lesson.id, part.id)]);
  const right = part.right!;
  const markOf = (choice: string) => {
    if (chosen === undefined) return undefined;
    return choice === right ? 'right' : choice === chosen ? 'wrong' : 'other';
  };
  return (
    <section className={styles.task} aria-labelledby={heading} data-testid="prediction">
      <h3 id={heading} className={styles.head}>
        {t.prediction}
      </h3>
      <p>{question}</p>
      <ul className={styles.choices}>
        {Object.entries(choices).map(([choice, label]) => (
          <li key={choice}>
            {/* it keeps the focus when it can no longer be chosen */}
            <button
              type="button"
              className={styles.choice}
              aria-pressed={chosen === choice}
              aria-disabled={chosen !== undefined}
              data-choice={choice}
              data-mark={markOf(choice)}
              onClick={() => guide.predict(choice)}
            >
              {label}
            </button>
          </li>
        ))}
      </ul>
      <output className={styles.verdict}>
        {chosen !== undefined && (
          <>
            <strong>{chosen === right ? t.right : t.wrong}</strong> {why}
          </>
        )}
      </output>
    </section>
  );
}
