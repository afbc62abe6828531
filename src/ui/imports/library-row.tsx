/** One corpus of the library, with what can be done with it. */

import { useRef, useState } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import type { LibraryEntry } from '../../state/library.ts';
import { useSession } from '../context.ts';
import { chooseFiles } from '../files.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import buttonStyles from '../widgets/button.module.css';
import styles from './library-dialog.module.css';

const plain = `${buttonStyles.button} ${buttonStyles.plain}`;
const quiet = `${buttonStyles.button} ${buttonStyles.quiet}`;

export interface RowActions {
  use: (entry: LibraryEntry) => void;
  rename: (entry: LibraryEntry, title: string) => void;
  addQuestions: (entry: LibraryEntry, file: File) => Promise<void>;
  names: (entry: LibraryEntry) => void;
  save: (entry: LibraryEntry) => Promise<void>;
  remove: (entry: LibraryEntry) => void;
}

function NewTitle({ title, onDone }: { title: string; onDone: (title: string | null) => void }) {
  const t = useStrings();
  const [typed, setTyped] = useState(title);
  return (
    <Form
      className={styles.renaming!}
      onSubmit={(event) => {
        event.preventDefault();
        onDone(typed);
      }}
    >
      <TextField
        value={typed}
        onChange={setTyped}
        autoFocus
        onKeyDown={(event) => {
          // Gives up the new title, not the dialog.
          if (event.key === 'Escape') onDone(null);
          else event.continuePropagation();
        }}
      >
        <Label className={styles.spoken}>{t.library.newTitle}</Label>
        <Input className={styles.input!} autoComplete="off" />
      </TextField>
      <Button className={plain} type="submit">
        {t.library.save}
      </Button>
    </Form>
  );
}

export function LibraryRow({ entry, actions }: { entry: LibraryEntry; actions: RowActions }) {
  const t = useStrings();
  const format = useFormats();
  const [isRenaming, setRenaming] = useState(false);
  const [isAdding, setAdding] = useState(false);
  const [isPacking, setPacking] = useState(false);
  const renameButton = useRef<HTMLButtonElement>(null);
  const isChosen = useSession((state) => state.draft.corpus === entry.manifest.id);
  const { title, documents, questions, language } = entry.manifest;
  const addQuestions = async () => {
    // not disabled while it works: the focus would be lost
    if (isAdding) return;
    const [file] = await chooseFiles({ accept: '.jsonl,.ndjson,.json,.txt,.csv,.tsv' });
    if (!file) return;
    setAdding(true);
    await actions.addQuestions(entry, file);
    setAdding(false);
  };
  const save = async () => {
    setPacking(true);
    await actions.save(entry);
    setPacking(false);
  };
  return (
    <li className={styles.row} data-testid="library-row">
      {isRenaming ? (
        <NewTitle
          title={title}
          onDone={(typed) => {
            if (typed !== null) actions.rename(entry, typed);
            setRenaming(false);
            renameButton.current?.focus();
          }}
        />
      ) : (
        <b className={styles.title}>{title}</b>
      )}
      <p className={styles.facts}>
        {t.library.facts(documents, questions, entry.characters)}, {language},{' '}
        {t.library.importedOn(format.date(entry.importedAt))}
        {isChosen && <span className={styles.chosen}>{t.library.inUse}</span>}
      </p>
      <div className={styles.rowButtons}>
        <Button className={plain} onPress={() => actions.use(entry)} aria-label={t.library.useOne(title)}>
          {t.library.use}
        </Button>
        <Button
          ref={renameButton}
          className={quiet}
          onPress={() => setRenaming(true)}
          aria-label={t.library.renameOne(title)}
        >
          {t.library.rename}
        </Button>
        <Button className={quiet} onPress={() => void addQuestions()} aria-label={t.library.addQuestionsTo(title)}>
          {isAdding ? t.library.addingQuestions : t.library.addQuestions}
        </Button>
        <Button className={quiet} onPress={() => actions.names(entry)} aria-label={t.library.namesIn(title)}>
          {t.library.names}
        </Button>
        <Button
          className={quiet}
          onPress={() => void save()}
          isDisabled={isPacking}
          aria-label={t.library.exportOne(title)}
        >
          {isPacking ? t.library.exporting : t.library.export}
        </Button>
        <Button className={quiet} onPress={() => actions.remove(entry)} aria-label={t.library.deleteOne(title)}>
          {t.library.delete}
        </Button>
      </div>
    </li>
  );
}
