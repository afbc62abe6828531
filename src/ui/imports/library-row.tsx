/** One corpus of the library, with what can be done with it. */

import { useRef, useState } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import type { LibraryEntry } from '../../state/library.ts';
import { useSession } from '../context.ts';
import { chooseFiles } from '../files.ts';
import { useFormats } from '../i18n/language-context.tsx';
import buttonStyles from '../widgets/button.module.css';
import styles from './library-dialog.module.css';
import { useImportWords } from './words/use-import-words.ts';

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
  const words = useImportWords();
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
        <Label className={styles.spoken}>{words.library.newTitle}</Label>
        <Input className={styles.input!} autoComplete="off" />
      </TextField>
      <Button className={plain} type="submit">
        {words.library.save}
      </Button>
    </Form>
  );
}

export function LibraryRow({ entry, actions }: { entry: LibraryEntry; actions: RowActions }) {
  const words = useImportWords();
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
        {words.library.facts(documents, questions, entry.characters)}, {language},{' '}
        {words.library.importedOn(format.date(entry.importedAt))}
        {isChosen && <span className={styles.chosen}>{words.library.inUse}</span>}
      </p>
      <div className={styles.rowButtons}>
        <Button className={plain} onPress={() => actions.use(entry)} aria-label={words.library.useOne(title)}>
          {words.library.use}
        </Button>
        <Button
          ref={renameButton}
          className={quiet}
          onPress={() => setRenaming(true)}
          aria-label={words.library.renameOne(title)}
        >
          {words.library.rename}
        </Button>
        <Button className={quiet} onPress={() => void addQuestions()} aria-label={words.library.addQuestionsTo(title)}>
          {isAdding ? words.library.addingQuestions : words.library.addQuestions}
        </Button>
        <Button className={quiet} onPress={() => actions.names(entry)} aria-label={words.library.namesIn(title)}>
          {words.library.names}
        </Button>
        <Button
          className={quiet}
          onPress={() => void save()}
          isDisabled={isPacking}
          aria-label={words.library.exportOne(title)}
        >
          {isPacking ? words.library.exporting : words.library.export}
        </Button>
        <Button className={quiet} onPress={() => actions.remove(entry)} aria-label={words.library.deleteOne(title)}>
          {words.library.delete}
        </Button>
      </div>
    </li>
  );
}
