/** The line that offers a new version of the page. */

import { useStore } from 'zustand';
import { reloadAction } from '../actions/offline-actions.ts';
import { useSession, useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { ActionButton } from '../widgets/action-button.tsx';
import styles from './notices.module.css';

export function NewVersion() {
  const t = useStrings().offline;
  const { offline } = useWorkbench();
  const isNewer = useStore(offline.store, (state) => state.isNewer);
  const isRunning = useSession((state) => state.status === 'running');
  if (!isNewer) return null;
  return (
    <output className={styles.notice} data-testid="new-version">
      <p className={styles.words}>
        {t.newVersion} {isRunning && t.newVersionKeeps}
      </p>
      <ActionButton action={reloadAction} />
    </output>
  );
}
