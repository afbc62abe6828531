/** The library: what was imported in this browser, to be used, renamed, exported and deleted; and the ways to bring in more. */

import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { addQuestions, packCorpus } from '../../state/imports.ts';
import { type ErrorReport, toErrorReport } from '../../util/errors.ts';
import { useLibrary, useWorkbench } from '../context.ts';
import { saveFile } from '../files.ts';
import { useStrings } from '../i18n/language-context.tsx';
import button from '../widgets/button.module.css';
import { PageDialog } from '../widgets/dialog.tsx';
import { ImportSources } from './import-sources.tsx';
import styles from './library-dialog.module.css';
import { LibraryRow, type RowActions } from './library-row.tsx';
import { takeForNextRun } from './take-for-next-run.ts';
import { useImportWords } from './words/use-import-words.ts';

function Corpora({ close }: { close: () => void }) {
  const t = useStrings();
  const words = useImportWords();
  const workbench = useWorkbench();
  const { library, ui } = workbench;
  const entries = useLibrary((state) => state.entries);
  const removed = useLibrary((state) => state.removed);
  const [error, setError] = useState<ErrorReport | null>(null);
  const [added, setAdded] = useState<{ title: string; added: number; skipped: Record<string, number> } | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const attempt = async (work: () => Promise<unknown>) => {
    setError(null);
    setAdded(null);
    await work().catch((thrown) => setError(toErrorReport(thrown)));
  };
  const actions: RowActions = {
    use: (entry) => {
      takeForNextRun(workbench, entry, { isNew: false });
      close();
    },
    rename: ({ manifest }, title) => void attempt(() => library.rename(manifest.id, title)),
    remove: ({ manifest }) => void attempt(() => library.remove(manifest.id)),
    addQuestions: ({ manifest: { id, title } }, file) =>
      attempt(async () => {
        setAdded({ title, ...(await addQuestions(library, id, file)) });
      }),
    names: (entry) => ui.setState({ dialog: 'names', entry }),
    save: ({ manifest: { id } }) =>
      attempt(async () => saveFile(`${id}.zip`, await packCorpus(library, id), 'application/zip')),
  };
  return (
    <>
      {error && (
        <div className={styles.failure} role="alert" data-testid="library-failure" data-code={error.code}>
          <strong>{words.library.failed}</strong>
          <p>{t.errorText(error).split('\n')[0]}</p>
        </div>
      )}
      {added && (
        <output className={styles.told} data-testid="library-told">
          {words.library.questionsAdded(
            added.title,
            added.added,
            Object.entries(added.skipped).map(([code, n]) => words.library.leftOut(t.skipReason(code, n), n)),
          )}
        </output>
      )}
      {removed && (
        <output className={styles.removed}>
          <span className={styles.removedTitle}>{words.library.deleted(removed.manifest.title)}</span>
          <Button
            key={removed.manifest.id}
            className={`${button.button} ${button.plain}`}
            autoFocus
            onPress={() => {
              void attempt(() => library.undoRemove());
              list.current?.focus();
            }}
          >
            {words.library.undo}
          </Button>
        </output>
      )}
      {entries.length === 0 && <p className={styles.empty}>{words.library.empty}</p>}
      <ul ref={list} className={styles.list} aria-label={words.library.list} tabIndex={-1}>
        {entries.map((entry) => (
          <LibraryRow key={entry.manifest.id} entry={entry} actions={actions} />
        ))}
      </ul>
    </>
  );
}

export function LibraryDialog() {
  const words = useImportWords();
  return (
    <PageDialog name="library" title={words.library.title} wide>
      {(close) => (
        <>
          <ImportSources />
          <Corpora close={close} />
        </>
      )}
    </PageDialog>
  );
}
