/** The dialog of “Take it along”: what is in the zip, progress, and an error in place. */
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { type ErrorReport, toErrorReport } from '../../util/errors.ts';
import { useSystem, useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import button from '../widgets/button.module.css';
import { PageDialog } from '../widgets/dialog.tsx';
import { packShown } from './pack-run.ts';
import styles from './take-dialog.module.css';
import { useTakeWords } from './words/use-take-words.ts';

interface Packing {
  stage: string;
  done: number;
  total: number;
}

function Taking({ close }: { close: () => void }) {
  const t = useStrings();
  const words = useTakeWords();
  const workbench = useWorkbench();
  const system = useSystem();
  const [packing, setPacking] = useState<Packing | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  const [saved, setSaved] = useState('');
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const start = async () => {
    const { signal } = (abort.current = new AbortController());
    setError(null);
    setSaved('');
    setPacking({ stage: 'checkpoint', done: 0, total: 0 });
    try {
      const name = await packShown(workbench, (stage, done, total) => setPacking({ stage, done, total }), signal);
      if (name !== null) setSaved(words.saved(name));
    } catch (cause) {
      if (!signal.aborted) setError(toErrorReport(cause));
    } finally {
      if (!signal.aborted) setPacking(null);
    }
  };

  return (
    <div data-testid="take">
      <p>{words.about}</p>
      <ul className={styles.contents}>
        {(words.contents[system] ?? []).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {packing && (
        <label>
          {words.stages[packing.stage] ?? packing.stage}
          <progress
            className={styles.progress}
            {...(packing.total > 0 && { value: packing.done, max: packing.total })}
          />
        </label>
      )}
      {error && <p role="alert">{t.say(error.said ?? error.message)}</p>}
      <output>{saved}</output>
      <div className={styles.buttons}>
        {packing && (
          <Button
            className={`${button.button} ${button.plain}`}
            onPress={() => {
              abort.current?.abort();
              setPacking(null);
            }}
          >
            {words.cancel}
          </Button>
        )}
        <Button
          className={`${button.button} ${button.primary}`}
          onPress={saved ? close : start}
          isDisabled={packing !== null}
        >
          {saved ? t.actions.close : words.start}
        </Button>
      </div>
    </div>
  );
}

export function TakeDialog() {
  const t = useTakeWords();
  return (
    <PageDialog name="take" title={t.title} keepsOpen>
      {(close) => <Taking close={close} />}
    </PageDialog>
  );
}
