/** What changed between two moments of the open run, or of the recording that is on screen. */

import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Recording } from '../../../../state/recording.ts';
import { recordingOf } from '../../../../state/rewind.ts';
import { momentsOf } from '../../../../state/run-moments.ts';
import type { RealmConfig } from '../../../../systems/realm/settings.ts';
import { useSession, useSystem, useWorkbench } from '../../../context.ts';
import { metricFormat } from '../../../format.ts';
import { useFormats, useStrings } from '../../../i18n/language-context.tsx';
import { hasOwnRun } from '../../../lessons/lesson-guide.ts';
import { shownShares } from '../../../shown-share.ts';
import { Defined } from '../../../widgets/definitions.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { MaskedSentence } from '../masked-sentence.tsx';
import { realmMetric } from '../words/realm-words.ts';
import { workedMarginalOf } from '../worked.ts';
import { ChangedCandidates } from './changed-candidates.tsx';
import styles from './changed-panel.module.css';
import { comparable, curveChanges, fixedExample, type Pair, withAfter, withBefore } from './changes.ts';
import { change, digitsOf, workedTwice } from './stage-columns.tsx';
import { useSlowStrings } from './words/use-slow-words.ts';

/** The recording that a first visit sees, where there is neither a run nor a recording on screen; null until it is loaded. */
function useShipped(): Recording | null {
  const { guide } = useWorkbench();
  const isNeeded = useSession((state) => !state.isRecorded && !hasOwnRun(state));
  const [shipped, setShipped] = useState<Recording | null>(null);
  useEffect(() => {
    // where it cannot be loaded the panel says what it needs
    if (isNeeded) guide.recording().then(setShipped, () => {});
  }, [guide, isNeeded]);
  return isNeeded ? shipped : null;
}

/** The run or the recording on screen, or else the shipped one, with its moments; null: it has none. */
function useMoments(): Recording | null {
  const { session, player } = useWorkbench();
  const shipped = useShipped();
  const isRecorded = useSession((state) => state.isRecorded);
  const kept = useSession(momentsOf);
  const { recording } = useStore(player.store);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every moment more the recording of the run is another
  const own = useMemo(() => recordingOf(session), [session, kept]);
  return (isRecorded ? recording : own) ?? shipped;
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

function Curves({ recording, moments }: { recording: Recording; moments: [number, number] }) {
  const t = useSlowStrings().slow;
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
  const t = useSlowStrings();
  const format = useFormats();
  const system = useSystem();
  const isOwn = useSession(hasOwnRun);
  // null: the first and the last, also when there are more
  const [chosen, setChosen] = useState<Pair | null>(null);
  const last = at.length - 1;
  const pair: Pair = chosen && chosen[1] <= last ? chosen : [0, last];
  const [from, to] = pair;
  const momentOf = (i: number) => recording.moments[at[i]!]!;
  const words = (i: number) => all.atStep(all.phaseName(system, momentOf(i).phase), momentOf(i).step);
  const { objective } = (recording.run.config as RealmConfig).realm;
  const [before, after] = [fixedExample(momentOf(from))!, fixedExample(momentOf(to))!];
  const digits = digitsOf({ before, after }, objective, format);
  return (
    <>
      <div className={styles.sliders}>
        <MomentSlider
          label={t.slow.columns.before}
          words={words(from)}
          value={from}
          last={last}
          onChange={(i) => setChosen(withBefore(i, pair, last))}
        />
        <MomentSlider
          label={t.slow.columns.after}
          words={words(to)}
          value={to}
          last={last}
          onChange={(i) => setChosen(withAfter(i, pair))}
        />
      </div>
      <MaskedSentence example={after} />
      <p className={styles.marginal}>
        <Defined
          is={realmMetric('marginal')}
          worked={workedTwice(t, workedMarginalOf(before, format), workedMarginalOf(after, format))!}
        >
          {t.example.marginal} ={' '}
          {change(...shownShares([Math.exp(before.logMarginal), Math.exp(after.logMarginal)], format, digits.marginal))}
        </Defined>
        <span className={styles.words}>
          {isOwn ? t.slow.changed.text : [t.slow.changed.recorded, t.slow.changed.text].join(all.betweenSentences)}
        </span>
      </p>
      <div className={styles.pair}>
        <ChangedCandidates before={before} after={after} objective={objective} />
        <div>
          <Curves recording={recording} moments={[at[from]!, at[to]!]} />
          {momentOf(from).phase !== momentOf(to).phase && <p className={styles.note}>{t.slow.changed.phases}</p>}
        </div>
      </div>
    </>
  );
}

export function ChangedPanel() {
  const t = useSlowStrings().slow.changed;
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
