/** The ways to bring text in: files, and pages of Wikipedia. */

import { importFileAction, importFolderAction, importWikipediaAction } from '../actions/import-actions.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { ActionButton } from '../widgets/action-button.tsx';
import styles from './library-dialog.module.css';

export function ImportSources() {
  const t = useStrings();
  return (
    <div className={styles.sources}>
      <p className={styles.about}>{t.library.about}</p>
      <div className={styles.buttons}>
        <ActionButton action={importFileAction} />
        <ActionButton action={importFolderAction} />
        <ActionButton action={importWikipediaAction} />
      </div>
    </div>
  );
}
