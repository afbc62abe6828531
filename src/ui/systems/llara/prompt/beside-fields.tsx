/** Which saved REALM run searches beside the open run: one that this browser keeps, one of a file, or the run before. */
import { Button } from 'react-aria-components';
import { unpackCheckpoint } from '../../../../state/checkpoint-zip.ts';
import type { RetrieverEntry } from '../../../../state/retriever-storage.ts';
import { useSession, useWorkbench } from '../../../context.ts';
import { bytesOf, chooseFiles } from '../../../files.ts';
import { useFormats, useStrings } from '../../../i18n/language-context.tsx';
import { presetTitle } from '../../../runs/run-name.ts';
import button from '../../../widgets/button.module.css';
import { SelectField } from '../../../widgets/fields.tsx';
import styles from './beside-fields.module.css';
import { promptStore } from './prompt-state.ts';
import { usePrompt } from './use-prompt.ts';
import { usePromptWords } from './words/use-prompt-words.ts';

/** The choices: no run, those of this corpus that are kept, and the one that is chosen whatever it is. */
function useChoices() {
  const t = useStrings();
  const words = usePromptWords();
  const format = useFormats();
  const corpus = useSession((state) => state.info?.config.corpus);
  const chosen = usePrompt((state) => state.beside);
  const saved = usePrompt((state) => state.saved);
  const choiceOf = ({ id, config, phase, step, keptAt }: RetrieverEntry) => ({
    id,
    label: words.savedRun(presetTitle(config.preset, t), t.phaseName(config.system, phase), step),
    about: format.date(keptAt),
  });
  const own = (saved ?? []).filter(({ id, config }) => id === chosen || config.corpus === corpus).map(choiceOf);
  const isGone = chosen !== '' && saved !== null && !own.some(({ id }) => id === chosen);
  return [{ id: '', label: words.noSavedRun }, ...own, ...(isGone ? [{ id: chosen, label: words.goneRun }] : [])];
}

export function BesideFields() {
  const all = useStrings();
  const t = usePromptWords();
  const { session } = useWorkbench();
  const store = promptStore(useWorkbench());
  const desk = usePrompt((state) => state.desk?.beside);
  const chosen = usePrompt((state) => state.beside);
  const refused = usePrompt((state) => state.refused);
  const choices = useChoices();
  const canTakeBefore = useSession((state) => state.undoable?.system === 'realm');
  const openFile = async () => {
    const [file] = await chooseFiles({ accept: '.zip,application/zip' });
    if (file) await desk?.add(async () => unpackCheckpoint(file.name, await bytesOf(file)));
  };
  const takeBefore = () => desk?.add(async () => session.aside!);
  const kind = `${button.button} ${button.plain}`;
  return (
    <div className={styles.beside}>
      <SelectField
        name="beside"
        label={t.besideRun}
        value={chosen}
        choices={choices}
        onChange={(beside) => store.setState(({ moves }) => ({ beside, refused: null, moves: moves + 1 }))}
      />
      <Button className={kind} onPress={() => void openFile()}>
        {t.besideFile}
      </Button>
      {canTakeBefore && (
        <Button className={kind} onPress={() => void takeBefore()}>
          {t.besideBefore}
        </Button>
      )}
      {refused && (
        <p role="alert" className={styles.refused}>
          {all.errorText(refused)}
        </p>
      )}
    </div>
  );
}
