/** A question with choices: one chooses first, then the page tells the answer and why. */

import { useId } from 'react';
import { useStore } from 'zustand';
import type { Lesson, Part, PartText } from '../../lessons/lesson.ts';
import { useWorkbench } from '../context.ts';
import { Sentences } from '../widgets/sentences.tsx';
import styles from './lesson-panel.module.css';
import { partKey } from './lesson-progress.ts';
import { useLessonWords } from './words/use-lesson-words.ts';

export interface PredictionProps {
  lesson: Lesson;
  part: Part;
  text: NonNullable<PartText['prediction']>;
}

export interface PredictFirstProps {
  text: NonNullable<PartText['prediction']>;
  /** The right one of its choices. */
  right: string;
  /** What a person has predicted; undefined: nothing yet. */
  chosen: string | undefined;
  onChoose(choice: string): void;
}

/** The question, its choices, and after the first choice the answer. */
export function PredictFirst({ text: { question, choices, why }, right, chosen, onChoose }: PredictFirstProps) {
  const t = useLessonWords();
  const heading = useId();
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
              onClick={() => onChoose(choice)}
            >
              {label}
            </button>
          </li>
        ))}
      </ul>
      <output className={styles.verdict}>
        {chosen !== undefined && (
          <Sentences>
            <strong>{chosen === right ? t.right : t.wrong}</strong>
            {why}
          </Sentences>
        )}
      </output>
    </section>
  );
}

/** The question of a part of a lesson. */
export function Prediction({ lesson, part, text }: PredictionProps) {
  const { guide } = useWorkbench();
  const chosen = useStore(guide.store, ({ answers }) => answers[partKey(lesson.id, part.id)]);
  return <PredictFirst text={text} right={part.right!} chosen={chosen} onChoose={(choice) => guide.predict(choice)} />;
}
