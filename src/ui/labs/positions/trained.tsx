/** The table of positions of the run on screen, a transformer, beside sinusoids; and what it writes for a source in another order. */

import { useMemo, useRef } from 'react';
import { lacksTable, type Reordered, type TableRun, tablePreset, tableRunOf } from '../../../labs/position-table.ts';
import {
  inOrder,
  type PositionsState,
  reordered,
  shuffledReadings,
  type TableKind,
  tableKinds,
} from '../../../labs/positions.ts';
import type { ErrorReport } from '../../../util/errors.ts';
import { Prng } from '../../../util/prng.ts';
import { playAction } from '../../actions/run-actions.ts';
import { useSession } from '../../context.ts';
import { useStrings } from '../../i18n/language-context.tsx';
import { ActionButton } from '../../widgets/action-button.tsx';
import { ChoiceRow } from '../../widgets/choice.tsx';
import { TextLineField } from '../../widgets/fields.tsx';
import { Sentences } from '../../widgets/sentences.tsx';
import { LabButtons } from '../lab-buttons.tsx';
import frame from '../lab-frame.module.css';
import { LabRun, useTrainAction } from '../lab-run.tsx';
import type { Desk } from '../use-desk.ts';
import { labAction, useLabKeys } from '../use-lab-keys.ts';
import styles from './positions-lab.module.css';
import { Readings } from './readings.tsx';
import { Tables } from './tables.tsx';
import { usePositionsWords } from './words/use-positions-words.ts';

/** The longest text that the field takes. */
const mostCharacters = 40;

const settingsOf = (kind: TableKind) => ({ 'seq2seq.positions': kind });

const orderFor = (source: string) => reordered(inOrder(source.length), new Prng(source.length));

function Source({ desk: { state, edit } }: { desk: Desk<PositionsState> }) {
  const t = usePositionsWords();
  const { symbols } = state;
  const actions = useMemo(
    () => [
      labAction({
        ...{ id: 'positions-shuffle-source', label: t.shuffleSource, isEnabled: symbols.length > 1 },
        run: () => edit({ symbols: reordered(symbols, new Prng(Date.now())) }),
      }),
    ],
    [t, symbols, edit],
  );
  useLabKeys(actions);
  return (
    <div className={styles.source}>
      <TextLineField
        label={t.source}
        name="positions-source"
        value={state.source}
        onChange={(text) => {
          const source = text.trim().toLowerCase().slice(0, mostCharacters);
          edit({ source, symbols: orderFor(source) }, 'source');
        }}
      />
      <LabButtons actions={actions} />
    </div>
  );
}

/** The newest table of the run on screen: it stays while a source is refused that somebody types, since it does not depend on it. */
function useTable(answer: Reordered | null): Reordered['table'] | null {
  const runId = useSession(({ info }) => info?.runId);
  const newest = useRef<{ runId: string | undefined; table: Reordered['table'] } | null>(null);
  if (answer) newest.current = { runId, table: answer.table };
  return newest.current?.runId === runId ? (newest.current?.table ?? null) : null;
}

export interface TrainedProps {
  desk: Desk<PositionsState>;
  /** That on screen; null: it is none of those that the lab looks into. */
  run: TableRun | null;
  /** The newest answer of the run. */
  answer: Reordered | null;
  problem: ErrorReport | null;
}

function RunView({ desk, run: { kind, layers }, answer, problem }: TrainedProps & { run: TableRun }) {
  const t = usePositionsWords();
  const all = useStrings();
  const { kind: chosen, same } = desk.state;
  const step = useSession(({ now }) => now?.step ?? 0);
  const train = useTrainAction(
    tablePreset,
    useMemo(() => settingsOf(chosen), [chosen]),
  );
  const table = useTable(answer);
  return (
    <>
      <p data-testid="positions-run">
        <Sentences>
          {t.onScreen(t.kinds[kind], step)}
          {t.layers(layers)}
          {chosen !== kind && t.isOther}
        </Sentences>
      </p>
      <div className={frame.buttons}>
        <ActionButton action={playAction} />
        <ActionButton action={train} kind={chosen === kind ? 'plain' : 'primary'} showKeys />
      </div>
      {table && <Tables table={table} />}
      <Source desk={desk} />
      <p className={frame.problem} role="alert">
        {problem && all.errorText(problem)}
      </p>
      {answer && !problem ? (
        <Readings outputs={answer.outputs} />
      ) : (
        problem === null && <p className={styles.hint}>{t.waiting}</p>
      )}
      <ChoiceRow
        name="positions-same"
        label={t.same}
        value={same ?? ''}
        choices={[['', t.notSaid] as const, ...shuffledReadings.map((one) => [one, t.settings[one]] as const)]}
        onChange={(one) => desk.edit({ same: one === '' ? null : one })}
      />
    </>
  );
}

export function Trained({ desk, run, answer, problem }: TrainedProps) {
  const t = usePositionsWords();
  const hasNone = useSession(({ info }) => lacksTable(info?.config));
  const { state, edit } = desk;
  const settings = useMemo(() => settingsOf(state.kind), [state.kind]);
  return (
    <section className={frame.part} aria-labelledby="positions-trained">
      <h3 id="positions-trained" className={frame.name}>
        {t.trainedHead}
      </h3>
      <p className={styles.hint}>{t.trainedHint}</p>
      <ChoiceRow
        name="positions-kind"
        label={t.kind}
        value={state.kind}
        choices={tableKinds.map((one) => [one, t.kinds[one]] as const)}
        onChange={(one) => edit({ kind: one })}
      />
      {hasNone && <p data-testid="positions-no-table">{t.noTable}</p>}
      <LabRun preset={tablePreset} settings={settings} isRun={(one) => tableRunOf(one) !== null}>
        {run && <RunView {...{ desk, run, answer, problem }} />}
      </LabRun>
    </section>
  );
}
