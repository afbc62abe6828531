/** An exercise, and whether it is done. */
import styles from './lesson-panel.module.css';
import { useLessonWords } from './words/use-lesson-words.ts';

/** `name`: of the exercise, where a person has several before them. */
export function Task({ text, isDone, name }: { text: string; isDone: boolean; name?: string }) {
  const t = useLessonWords();
  return (
    <section className={styles.task} data-testid="exercise" data-done={isDone} data-exercise={name}>
      <h3 className={styles.head}>{t.exercise}</h3>
      <p>{text}</p>
      <output className={styles.state}>
        <span aria-hidden="true">{isDone ? '✓ ' : '○ '}</span>
        {isDone ? t.done : t.notYet}
      </output>
    </section>
  );
}
