/** What changed between two moments of the open run, or of the recording that is on screen. */

import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Recording } from '../../../../state/recording.ts';
import { recordingOf } from '../../../../state/rewind.ts';
import { momentsOf } from '../../../../state/run-moments.ts';
import { GhostBar } from '../../../charts/ghost-bar.tsx';
import { useSession, useSystem, useWorkbench } from '../../../context.ts';
import { metricFormat } from '../../../format.ts';
import { useFormats, useStrings } from '../../../i18n/language-context.tsx';
import { Defined, DefinedHead } from '../../../widgets/definitions.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { MaskedSentence } from '../masked-sentence.tsx';
import { realmMetric, useRealmStrings } from '../words/realm-words.ts';
import styles from './changed-panel.module.css';
import { type CandidateChange, candidateChanges, comparable, curveChanges, fixedExample } from './changes.ts';
import { change } from './stage-columns.tsx';
import table from './stage-table.module.css';
import { DocumentCell } from './stage-table.tsx';

const absent = '–';

/** The run or the recording on screen, with its moments; null: it has none. */
function useMoments(): Recording | null {
  const { session, player } = useWorkbench();
  const isRecorded = useSession((state) => state.isRecorded);
  const kept = useSession(momentsOf);
  const { recording } = useStore(player.store);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every moment more the recording of the run is another
  const own = useMemo(() => recordingOf(session), [session, kept]);
  return isRecorded ? recording : own;
}

function MomentSlider(props: {
  label: string;
  words: string;
  value: number;
  last: number;
  onChange: (at: number) => void;
}) {
  return (
    <label className={styles.slider}>
      <span className={styles.label}>{props.label}</span>
      <input
        className={styles.range}
        type="range"
        min={0}
        max={props.last}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.valueAsNumber)}
        aria-valuetext={props.words}
      />
      <output className={styles.words}>{props.words}</output>
    </label>
  );
}

function Candidates({ changes }: { changes: readonly CandidateChange[] }) {
  const t = useRealmStrings();
  const format = useFormats();
  const pair = (of: (ranked: NonNullable<CandidateChange['before']>) => string, { before, after }: CandidateChange) =>
    change(before ? of(before) : absent, after ? of(after) : absent);
  return (
    <table className={table.table} aria-label={t.slow.changed.table} data-testid="changed-table">
      <thead>
        <tr>
          <th scope="col">{t.example.document}</th>
          <th scope="col">{t.slow.columns.rank}</th>
          <DefinedHead is={realmMetric('prior')} className={table.wide} />
          <DefinedHead is={realmMetric('likelihood')} />
          <DefinedHead is={realmMetric('gradient')} className={table.wide} />
        </tr>
      </thead>
      <tbody>
        {changes.map((one) => {
          const { candidate, before, after } = one;
          return (
            <tr
              key={`${candidate.document} ${candidate.text}`}
              data-testid="changed-candidate"
              data-before={before?.rank}
              data-after={after?.rank}
            >
              {candidate.document === null ? (
                <DocumentCell title={t.example.nullTitle} text={t.example.nullText} answers={[]} />
              ) : (
                <DocumentCell {...candidate} />
              )}
              <td className={table.cell}>
                <span className={table.label}>{t.slow.columns.rank}</span>
                {pair(({ rank }) => format.count(rank), one)}
                {!before && <span className={table.came}>{t.slow.came}</span>}
                {!after && <span className={table.went}>{t.slow.went}</span>}
              </td>
              <td className={table.cell}>
                <span className={table.share}>
                  <Defined is={realmMetric('prior')}>{pair(({ prior }) => format.probability(prior), one)}</Defined>
                  <GhostBar value={after?.prior ?? 0} before={before?.prior ?? 0} colour="--prior" />
                </span>
              </td>
              <td className={table.cell}>
                <Defined is={realmMetric('likelihood')}>
                  {pair(({ likelihood }) => format.probability(likelihood), one)}
                </Defined>
              </td>
              <td className={table.cell}>
                <Defined is={realmMetric('gradient')}>{pair(({ gradient }) => format.signed(gradient), one)}</Defined>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Curves({ recording, moments }: { recording: Recording; moments: [number, number] }) {
  const t = useRealmStrings().slow;
  const system = useSystem();
  const format = useFormats();
  const { metrics, curves } = recording.run;
  const [before, after] = moments.map((at) => recording.moments[at]!) as [
    Recording['moments'][0],
    Recording['moments'][0],
  ];
  const changes = useMemo(() => curveChanges(recording, curves, [before, after]), [recording, curves, before, after]);
  return (
    <table className={styles.curves} aria-label={t.changed.curves}>
      <thead>
        <tr>
          <th scope="col">{t.changed.measure}</th>
          <th scope="col">{t.columns.before}</th>
          <th scope="col">{t.columns.after}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ metric: id, before: old, after: now }) => {
          const metric = metrics.find((one) => one.id === id)!;
          const shown = metricFormat(metric, format);
          return (
            <tr key={id}>
              <th scope="row">
                <MetricName system={system} metric={id} fallback={metric} />
              </th>
              <td>{shown(old)}</td>
              <td>{shown(now)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function MetricName({
  system,
  metric,
  fallback,
}: {
  system: string;
  metric: string;
  fallback: { name: string; about: string };
}) {
  const t = useStrings();
  const is = { system, metric, fallback };
  const { name, short } = t.definition(is);
  return <Defined is={is}>{short ?? name}</Defined>;
}

function Comparison({ recording, at }: { recording: Recording; at: readonly number[] }) {
  const all = useStrings();
  const t = all.systems.realm;
  const format = useFormats();
  const system = useSystem();
  // null: the first and the last, also when there are more
  const [chosen, setChosen] = useState<{ from: number | null; to: number | null }>({ from: null, to: null });
  const last = at.length - 1;
  const from = Math.min(chosen.from ?? 0, last);
  const to = Math.min(chosen.to ?? last, last);
  const momentOf = (i: number) => recording.moments[at[i]!]!;
  const words = (i: number) => all.atStep(all.phaseName(system, momentOf(i).phase), momentOf(i).step);
  const [before, after] = [fixedExample(momentOf(from))!, fixedExample(momentOf(to))!];
  return (
    <>
      <div className={styles.sliders}>
        <MomentSlider
          label={t.slow.columns.before}
          words={words(from)}
          value={from}
          last={last}
          onChange={(i) => setChosen({ ...chosen, from: i })}
        />
        <MomentSlider
          label={t.slow.columns.after}
          words={words(to)}
          value={to}
          last={last}
          onChange={(i) => setChosen({ ...chosen, to: i })}
        />
      </div>
      <MaskedSentence example={after} />
      <p className={styles.marginal}>
        <Defined is={realmMetric('marginal')}>
          {t.example.marginal} ={' '}
          {change(format.probability(Math.exp(before.logMarginal)), format.probability(Math.exp(after.logMarginal)))}
        </Defined>
        <span className={styles.words}>{t.slow.changed.text}</span>
      </p>
      <div className={styles.pair}>
        <Candidates changes={candidateChanges(before, after)} />
        <Curves recording={recording} moments={[at[from]!, at[to]!]} />
      </div>
    </>
  );
}

export function ChangedPanel() {
  const t = useRealmStrings().slow.changed;
  const recording = useMoments();
  const at = useMemo(() => comparable(recording?.moments ?? []), [recording]);
  return (
    <Panel title={t.title}>
      {recording && at.length > 1 ? (
        <Comparison key={recording.run.runId} recording={recording} at={at} />
      ) : (
        <p className={styles.none}>{t.needsTwo}</p>
      )}
    </Panel>
  );
}
