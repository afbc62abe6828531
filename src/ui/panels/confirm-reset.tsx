/** The question before a reset that cannot be undone. */

import { Button } from 'react-aria-components';
import { useWorkbench } from '../context.ts';
import button from '../widgets/button.module.css';
import { PageDialog } from '../widgets/dialog.tsx';
import styles from './confirm-reset.module.css';
import { useDialogWords } from './words/use-dialog-words.ts';

export function ConfirmReset() {
  const words = useDialogWords();
  const { session } = useWorkbench();
  return (
    <PageDialog name="confirm-reset" title={words.confirmReset.title} role="alertdialog">
      {(close) => (
        <>
          <p>{words.confirmReset.text}</p>
          <div className={styles.buttons}>
            <Button className={`${button.button} ${button.plain}`} onPress={close} autoFocus>
              {words.confirmReset.cancel}
            </Button>
            <Button
              className={`${button.button} ${button.primary}`}
              onPress={() => {
                close();
                void session.reset(true);
              }}
            >
              {words.confirmReset.confirm}
            </Button>
          </div>
        </>
      )}
    </PageDialog>
  );
}
