/** The parts of a step as buttons in their order: those that are done can be shown again, and the next ones can be done. */

import { Button } from 'react-aria-components';
import { useStore } from 'zustand';
import { contextOf, perform } from '../../../actions/action.ts';
import { shortcutKeys } from '../../../actions/keyboard.ts';
import { useWorkbench } from '../../../context.ts';
import { useStrings } from '../../../i18n/language-context.tsx';
import { shortcutRef } from '../../../widgets/shortcut-ref.ts';
import { stageActions } from '../actions/slow-actions.ts';
import { useSlow } from '../stores.ts';
import { stages } from './slow-store.ts';
import styles from './step-parts.module.css';
import { useSlowStrings } from './words/use-slow-words.ts';

export function StepParts() {
  const workbench = useWorkbench();
  const state = useStore(workbench.session.store);
  const shown = useSlow((slow) => slow.stage);
  const isUpdated = useSlow((slow) => slow.after !== null);
  const isRefreshed = useSlow((slow) => slow.refresh !== null);
  const all = useStrings();
  const t = useSlowStrings().slow;
  const context = contextOf(workbench, state);
  return (
    <ol className={styles.parts} aria-label={t.stagesLabel}>
      {stages.map((stage, i) => {
        const action = stageActions[i]!;
        // the first three are read together; the other two change the run
        const isDone = stage === 'update' ? isUpdated : stage === 'refresh' ? isRefreshed : true;
        return (
          <li key={stage} className={styles.item}>
            <Button
              className={`${styles.part} ${isDone ? styles.done : ''}`}
              aria-label={t.stages[stage]}
              aria-current={stage === shown ? 'step' : undefined}
              ref={shortcutRef(action.shortcut)}
              isDisabled={!action.enabled(context)}
              onPress={() => void perform(action, workbench)}
              data-action={action.id}
            >
              <kbd className={styles.key}>{shortcutKeys(action.shortcut!, all)}</kbd>
              {t.stages[stage]}
            </Button>
          </li>
        );
      })}
    </ol>
  );
}
