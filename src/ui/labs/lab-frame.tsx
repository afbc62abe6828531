/** The frame of a lab: a question to predict first, then the lab itself, its exercises, and what of it is exact. */
import { type ReactNode, useRef } from 'react';
import { useStore } from 'zustand';
import type { Lab, LabText } from '../../labs/lab.ts';
import { useWorkbench } from '../context.ts';
import { PredictFirst } from '../lessons/prediction.tsx';
import { Task } from '../lessons/task.tsx';
import { Panel } from '../widgets/panel.tsx';
import styles from './lab-frame.module.css';
import { type Desk, labKey, predictionName, useCheckedExercises } from './use-desk.ts';
import { useLabWords } from './words/use-lab-words.ts';

export interface LabFrameProps<State> {
  lab: Lab<State>;
  text: LabText;
  desk: Desk<State>;
  /** Drawn once a person has predicted. */
  children: ReactNode;
}

export function LabFrame<State>({ lab, text, desk, children }: LabFrameProps<State>) {
  const t = useLabWords();
  const { store } = useWorkbench().guide;
  const key = labKey(lab.id, predictionName);
  const chosen = useStore(store, ({ answers }) => answers[key]);
  const done = useStore(store, (state) => state.done);
  const hasPredicted = chosen !== undefined;
  useCheckedExercises(lab, hasPredicted ? desk.state : null);
  const body = useRef<HTMLDivElement>(null);
  const choose = (choice: string) => {
    const { answers } = store.getState();
    store.setState({ answers: { [key]: choice, ...answers } });
    // a choice that has been made would keep Space for itself; the lab lets it play
    body.current?.focus({ preventScroll: true });
  };
  return (
    <Panel title={text.title} className={styles.lab!}>
      <div className={styles.columns} data-testid="lab" data-lab={lab.id} data-predicted={hasPredicted}>
        <div className={styles.question}>
          <PredictFirst text={text} right={lab.right} chosen={chosen} onChoose={choose} />
        </div>
        <div ref={body} className={styles.body} tabIndex={-1}>
          {hasPredicted ? children : <p className={styles.first}>{t.predictFirst}</p>}
        </div>
        {hasPredicted && (
          <div className={styles.tasks}>
            {Object.entries(text.exercises).map(([name, exercise]) => (
              <Task key={name} name={name} text={exercise} isDone={done.includes(labKey(lab.id, name))} />
            ))}
            <p className={styles.exact}>{text.exact}</p>
          </div>
        )}
      </div>
    </Panel>
  );
}
