/** The buttons of a page that lacks an open run: how to open one, or what there is to see where nothing can be opened. */
import type { ReactNode } from 'react';
import { watchRecordingAction } from '../actions/recording-actions.ts';
import { useUi } from '../context.ts';
import { ActionButton } from '../widgets/action-button.tsx';
import styles from './start-buttons.module.css';

/** Whether this browser has WebGPU, without which no run can be opened. */
export function useCanTrain(): boolean {
  return useUi(({ webGpu }) => webGpu === 'available');
}

/** `children`: buttons that open a run; without WebGPU none of them would work. */
export function StartButtons({ children }: { children: ReactNode }) {
  const canTrain = useCanTrain();
  return (
    <div className={styles.buttons}>
      {canTrain ? children : <ActionButton action={watchRecordingAction} kind="primary" />}
    </div>
  );
}
