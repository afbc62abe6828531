/** The result of an experiment: the one that comes with the page, or one that a person opened from a file, in its place. */
import { useEffect, useMemo, useState } from 'react';
import type { Experiment } from '../../experiments/experiment.ts';
import { experimentOf } from '../../experiments/registry.ts';
import { type ExperimentResult, readResult } from '../../experiments/result.ts';
import { openedResults } from '../../state/opened-results.ts';
import { useWorkbench } from '../context.ts';
import { fetchResult } from './shipped-result.ts';

interface Opened {
  file: string;
  result: ExperimentResult;
}

export interface ShownResult {
  /** Null: there is none; undefined: it is being fetched. */
  result: ExperimentResult | null | undefined;
  /** The name of the file from which it was opened; null: it comes with the page. */
  file: string | null;
  /** Shows the result of a file, and says of which experiment it is. Throws `bad-option` for a file that is none. `kept` throws `storage-full`: it is shown until a reload. */
  open(file: File): Promise<{ experiment: Experiment; kept: Promise<void> }>;
  /** Shows the one that comes with the page again. */
  close(): Promise<void>;
}

export function useResult(experiment: string): ShownResult {
  const { database } = useWorkbench();
  const kept = useMemo(() => openedResults(database), [database]);
  const [shipped, setShipped] = useState<Readonly<Record<string, ExperimentResult | null>>>({});
  const [opened, setOpened] = useState<Readonly<Record<string, Opened | null>>>({});
  useEffect(() => {
    let isWanted = true;
    const findOpened = async () => {
      const found = await kept.of(experiment);
      return found && { file: found.file, result: readResult(found.text, found.file) };
    };
    void fetchResult(experiment).then((result) => {
      if (isWanted) setShipped((before) => ({ ...before, [experiment]: result }));
    });
    // without storage, or where this version cannot read it any more, there is none
    void findOpened()
      .catch(() => null)
      .then((found) => {
        // one that a person has opened meanwhile stays
        if (isWanted) setOpened((before) => ({ [experiment]: found, ...before }));
      });
    return () => {
      isWanted = false;
    };
  }, [kept, experiment]);
  const mine = opened[experiment];
  return {
    result: mine === undefined ? undefined : (mine?.result ?? shipped[experiment]),
    file: mine?.file ?? null,
    async open(file) {
      const text = await file.text();
      const result = readResult(text, file.name);
      const found = experimentOf(result.experiment);
      setOpened((before) => ({ ...before, [found.id]: { file: file.name, result } }));
      return { experiment: found, kept: kept.keep(found.id, { file: file.name, text }) };
    },
    async close() {
      // a reload at once must not bring back what is shown as closed
      try {
        await kept.forget(experiment);
      } finally {
        setOpened((before) => ({ ...before, [experiment]: null }));
      }
    },
  };
}
