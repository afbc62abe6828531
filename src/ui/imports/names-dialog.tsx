/** Chooses the pretrained model that finds the names of a corpus; what it finds is shown in the preview of an import. */

import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import type { LibraryEntry } from '../../state/library.ts';
import type { NameModelSource } from '../../text/salient/name-model-files.ts';
import { useUi, useWorkbench } from '../context.ts';
import { chooseFiles } from '../files.ts';
import button from '../widgets/button.module.css';
import { PageDialog } from '../widgets/dialog.tsx';
import { TextLineField } from '../widgets/fields.tsx';
import { givenFiles } from './given-files.ts';
import styles from './import-dialog.module.css';
import { useImportWords } from './words/use-import-words.ts';

const plain = `${button.button} ${button.plain}`;

function Models({ entry: { manifest } }: { entry: LibraryEntry }) {
  const words = useImportWords();
  const { imports, ui } = useWorkbench();
  const [model, setModel] = useState('');
  const begin = (source: NameModelSource) => {
    ui.setState({ dialog: 'import' });
    void imports.findNames(words.names.name(source.name), manifest.id, source);
    imports.setTitle(words.names.corpusTitle(manifest.title, source.name));
  };
  const chooseFolder = async () => {
    const files = await chooseFiles({ directory: true, multiple: true });
    if (files.length === 0) return;
    const given = givenFiles(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
    begin({ from: 'folder', name: given.name, files: new Map(given.files.map(({ path, file }) => [path, file])) });
  };
  return (
    <div className={styles.body}>
      <p className={styles.about}>{words.names.about}</p>
      <section className={styles.way} aria-labelledby="names-folder">
        <h3 id="names-folder">{words.names.folder}</h3>
        <p className={styles.about}>{words.names.folderAbout}</p>
        <Button className={plain} onPress={() => void chooseFolder()}>
          {words.names.chooseFolder}
        </Button>
      </section>
      <Form
        className={styles.way!}
        aria-labelledby="names-hub"
        onSubmit={(event) => {
          event.preventDefault();
          begin({ from: 'hub', name: model.trim() });
        }}
      >
        <h3 id="names-hub">{words.names.hub}</h3>
        <p className={styles.about}>{words.names.hubAbout}</p>
        <TextLineField
          name="names-model"
          label={words.names.model}
          value={model}
          placeholder={words.names.example}
          onChange={setModel}
        />
        <Button className={plain} type="submit" isDisabled={model.trim() === ''}>
          {words.names.download}
        </Button>
      </Form>
    </div>
  );
}

export function NamesDialog() {
  const words = useImportWords();
  const entry = useUi((state) => state.entry);
  return (
    <PageDialog name="names" title={words.names.title(entry?.manifest.title ?? '')} keepsOpen>
      {() => entry && <Models entry={entry} />}
    </PageDialog>
  );
}
