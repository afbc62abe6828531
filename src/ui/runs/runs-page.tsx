/** The page of the runs that this browser keeps: a list, and a comparison of those that are chosen in it. */

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { RunEntry } from '../../state/run-archive.ts';
import { toErrorReport } from '../../util/errors.ts';
import { openModelsAction } from '../actions/recording-actions.ts';
import { playAction } from '../actions/run-actions.ts';
import { useRuns, useWorkbench } from '../context.ts';
import { keptRunData } from '../exports/run-data.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { SidePage } from '../panels/side-page.tsx';
import { StartButtons } from '../panels/start-buttons.tsx';
import { ActionButton } from '../widgets/action-button.tsx';
import button from '../widgets/button.module.css';
import { Outline } from '../widgets/outline.tsx';
import { Panel } from '../widgets/panel.tsx';
import { RunCard, type RunCardActions } from './run-card.tsx';
import { RunComparison } from './run-comparison.tsx';
import { runName } from './run-name.ts';
import styles from './runs-page.module.css';
import { saveReport } from './save-run.ts';
import { useRunWords } from './words/use-run-words.ts';

function Line({ children, button: label, onPress }: { children: ReactNode; button?: string; onPress?: () => void }) {
  return (
    <output className={styles.line}>
      <span className={styles.lineText}>{children}</span>
      {label && (
        <Button className={`${button.button} ${button.plain}`} onPress={() => onPress?.()}>
          {label}
        </Button>
      )}
    </output>
  );
}

export function RunsPage() {
  const t = useStrings();
  const own = useRunWords();
  const workbench = useWorkbench();
  const { runs, session } = workbench;
  const entries = useRuns((state) => state.entries);
  const removed = useRuns((state) => state.removed);
  const damaged = useRuns((state) => state.damaged);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const attempt = async (work: () => Promise<unknown>) => {
    setError(null);
    await work().catch((thrown) => setError(t.errorText(toErrorReport(thrown)).split('\n')[0]!));
  };
  // another tab may have changed the list
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is read once; another language does not change it
  useEffect(() => void attempt(() => runs.refresh()), [runs]);
  const report = async (entry: RunEntry) => {
    const curves = await runs.curves(entry.runId);
    const run = keptRunData(entry, curves ?? { history: {}, views: {} });
    const name = await saveReport(run, workbench);
    session.notify('info', 'done', t.notices.saved(name));
    if (!curves) setError(own.noCurves(runName(entry, t)));
  };
  const pin = async (entry: RunEntry) => {
    await runs.setPinned(entry.runId, !entry.isPinned);
    if (!entry.isPinned && !(await runs.curves(entry.runId))) setError(own.noCurves(runName(entry, t)));
  };
  const actions: RunCardActions = {
    pin: (entry) => void attempt(() => pin(entry)),
    choose: ({ runId }, isChosen) =>
      setChosen((before) => new Set(isChosen ? [...before, runId] : [...before].filter((id) => id !== runId))),
    use: (entry) => {
      session.setDraft(entry.config);
      session.notify('info', 'done', own.used(runName(entry, t)));
    },
    rename: (entry, name) => void attempt(() => runs.rename(entry.runId, name)),
    note: (entry, note) => void attempt(() => runs.setNote(entry.runId, note)),
    report: (entry) => void attempt(() => report(entry)),
    remove: (entry) => {
      list.current?.focus();
      void attempt(() => runs.remove(entry.runId));
    },
  };
  const compared = entries.filter(({ runId }) => chosen.has(runId));
  return (
    <SidePage className={styles.page} data-testid="runs">
      <Panel title={t.runs.title} id="runs">
        <p className={styles.about}>{own.about}</p>
        {error && (
          <p className={styles.failure} role="alert">
            {error}
          </p>
        )}
        {damaged.length > 0 && (
          <Line button={own.deleteDamaged} onPress={() => void attempt(() => runs.removeDamaged())}>
            {own.damaged(damaged.length)}
          </Line>
        )}
        {removed && (
          <Line
            button={own.undo}
            onPress={() => {
              list.current?.focus();
              void attempt(() => runs.undoRemove());
            }}
          >
            {own.deleted(runName(removed, t))}
          </Line>
        )}
        {compared.length > 1 && <RunComparison entries={compared} />}
        {entries.length === 0 && (
          <>
            <p className={styles.empty}>{own.empty}</p>
            <StartButtons>
              <ActionButton action={playAction} kind="primary" />
              <ActionButton action={openModelsAction} />
            </StartButtons>
            <Outline parts={own.outline} />
          </>
        )}
        <ul ref={list} className={styles.list} aria-label={own.list} tabIndex={-1}>
          {entries.map((entry) => (
            <RunCard key={entry.runId} entry={entry} isChosen={chosen.has(entry.runId)} actions={actions} />
          ))}
        </ul>
        {entries.length > 1 && compared.length < 2 && <p className={styles.about}>{own.compare.hint}</p>}
      </Panel>
    </SidePage>
  );
}
