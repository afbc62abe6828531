/** The ways to bring text in: files, and pages of Wikipedia. */

import { importFileAction, importFolderAction, importWikipediaAction } from '../actions/import-actions.ts';
import { ActionButton } from '../widgets/action-button.tsx';
import styles from './library-dialog.module.css';
import { useImportWords } from './words/use-import-words.ts';

export function ImportSources() {
  const words = useImportWords();
  return (
    <div className={styles.sources}>
      <p className={styles.about}>{words.library.about}</p>
      <div className={styles.buttons}>
        <ActionButton action={importFileAction} />
        <ActionButton action={importFolderAction} />
        <ActionButton action={importWikipediaAction} />
      </div>
    </div>
  );
}
