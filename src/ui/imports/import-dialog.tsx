/** An import before it is taken over: how far the reading is, then what would be made, with all that can be chosen. */

import { Button, Form, ProgressBar } from 'react-aria-components';
import { titleOfFile } from '../../text/import/build.ts';
import type { ImportProgress } from '../../worker/import-messages.ts';
import { useImports, useWorkbench } from '../context.ts';
import { useLanguage, useStrings } from '../i18n/language-context.tsx';
import button from '../widgets/button.module.css';
import { PageDialog } from '../widgets/dialog.tsx';
import { SelectField, TextLineField } from '../widgets/fields.tsx';
import { Track } from '../widgets/track.tsx';
import { ColumnPicker } from './column-picker.tsx';
import { corpusLanguages, nameOfLanguage } from './corpus-languages.ts';
import styles from './import-dialog.module.css';
import { Outcome } from './outcome.tsx';
import { takeForNextRun } from './take-for-next-run.ts';
import type { ImportWords } from './words/en.ts';
import { useImportWords } from './words/use-import-words.ts';

const plain = `${button.button} ${button.plain}`;
const primary = `${button.button} ${button.primary}`;

/** Stands in the menu where no format was recognised. */
const unknown = 'unknown';

function stageOf({ stage, done, total }: ImportProgress, words: ImportWords): string {
  return words.imports.stages[stage](done, total);
}

function Progress() {
  const words = useImportWords();
  const progress = useImports((state) => state.progress);
  const isTaking = useImports((state) => state.status === 'taking');
  const known = progress !== null && progress.total > 0;
  const said = isTaking ? words.imports.taking : progress ? stageOf(progress, words) : words.imports.starting;
  return (
    <ProgressBar
      className={styles.progress!}
      aria-label={words.imports.progress}
      value={known ? (100 * progress.done) / progress.total : undefined}
      isIndeterminate={!known}
      valueLabel={said}
      data-testid="import-progress"
      data-stage={progress?.stage}
    >
      {({ percentage }) => (
        <>
          <span>{said}</span>
          <Track share={known ? (percentage ?? 0) / 100 : null} />
        </>
      )}
    </ProgressBar>
  );
}

function Failure() {
  const t = useStrings();
  const words = useImportWords();
  const error = useImports((state) => state.error);
  if (!error) return null;
  return (
    <div className={styles.failure} role="alert" data-testid="import-failure" data-code={error.code}>
      <strong>{words.imports.failed}</strong>
      <p>{t.errorText(error).split('\n')[0]}</p>
    </div>
  );
}

/** Where nothing came of it: back to what was asked. */
function Again() {
  const words = useImportWords();
  const { ui } = useWorkbench();
  const from = useImports((state) => state.from);
  const hasFailed = useImports((state) => state.error !== null);
  if (!hasFailed || from === 'files') return null;
  return (
    <Button className={plain} onPress={() => ui.setState({ dialog: from === 'wikipedia' ? 'wikipedia' : 'names' })}>
      {from === 'wikipedia' ? words.wikipedia.again : words.names.again}
    </Button>
  );
}

function Choices() {
  const { id: pageLanguage } = useLanguage();
  const words = useImportWords();
  const { imports } = useWorkbench();
  const preview = useImports((state) => state.preview);
  const choices = useImports((state) => state.choices);
  const title = useImports((state) => state.title);
  const name = useImports((state) => state.name);
  if (!preview) return null;
  const { manifest } = preview.outcome ?? {};
  const format = choices.format ?? preview.format ?? unknown;
  const language = choices.language ?? manifest?.language ?? 'en';
  return (
    <div className={styles.choices}>
      <TextLineField
        name="import-title"
        label={words.imports.corpusTitle}
        value={title ?? manifest?.title ?? titleOfFile(name)}
        onChange={(typed) => imports.setTitle(typed)}
        autoFocus
      />
      {preview.formats.length > 0 && (
        <>
          <SelectField
            name="import-format"
            label={words.imports.format}
            value={format}
            choices={[
              ...(format === unknown ? [{ id: unknown, label: words.imports.unknownFormat }] : []),
              ...preview.formats.map(({ id, label }) => ({ id, label })),
            ]}
            onChange={(id) => void (id !== format && imports.choose({ format: id }))}
          />
          <SelectField
            name="import-language"
            label={words.imports.language}
            value={language}
            choices={[...new Set([language, ...corpusLanguages])].map((id) => ({
              id,
              label: nameOfLanguage(id, pageLanguage),
            }))}
            onChange={(id) => void (id !== language && imports.choose({ language: id }))}
          />
        </>
      )}
    </div>
  );
}

function Import({ close }: { close: () => void }) {
  const words = useImportWords();
  const workbench = useWorkbench();
  const { imports } = workbench;
  const status = useImports((state) => state.status);
  const outcome = useImports((state) => state.preview?.outcome ?? null);
  const hasPreview = useImports((state) => state.preview !== null);
  const take = async () => {
    const entry = await imports.take();
    if (!entry) return;
    takeForNextRun(workbench, entry, { isNew: true });
    close();
  };
  return (
    <Form
      className={styles.form!}
      onSubmit={(event) => {
        event.preventDefault();
        void take();
      }}
    >
      <div className={styles.body} aria-busy={status === 'reading'} data-testid="import" data-status={status}>
        {status !== 'ready' && <Progress />}
        <Failure />
        {hasPreview && <Choices />}
        <ColumnPicker />
        {outcome && <Outcome outcome={outcome} />}
      </div>
      <div className={styles.buttons}>
        {!hasPreview && <Again />}
        <Button className={plain} onPress={close}>
          {words.imports.cancel}
        </Button>
        <Button className={primary} type="submit" isDisabled={status !== 'ready' || !outcome}>
          {words.imports.confirm}
        </Button>
      </div>
    </Form>
  );
}

export function ImportDialog() {
  const words = useImportWords();
  const name = useImports((state) => state.name);
  return (
    <PageDialog name="import" title={words.imports.title(name)} wide keepsOpen>
      {(close) => <Import close={close} />}
    </PageDialog>
  );
}
