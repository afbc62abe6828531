/** The question before a reset that cannot be undone. */

import { Button } from 'react-aria-components';
import { useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import button from '../widgets/button.module.css';
import { PageDialog } from '../widgets/dialog.tsx';
import styles from './confirm-reset.module.css';

export function ConfirmReset() {
  const t = useStrings();
  const { session } = useWorkbench();
  return (
    <PageDialog name="confirm-reset" title={t.confirmReset.title} role="alertdialog">
      {(close) => (
        <>
          <p>{t.confirmReset.text}</p>
          <div className={styles.buttons}>
            <Button className={`${button.button} ${button.plain}`} onPress={close} autoFocus>
              {t.confirmReset.cancel}
            </Button>
            <Button
              className={`${button.button} ${button.primary}`}
              onPress={() => {
                close();
                void session.reset(true);
              }}
            >
              {t.confirmReset.confirm}
            </Button>
          </div>
        </>
      )}
    </PageDialog>
  );
}
