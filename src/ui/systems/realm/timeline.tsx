/** Index refreshes on two lanes: the trainer with the index it is served by, and the builder that makes the next one. */

import { useMemo, useRef } from 'react';
import { isFirstIndex, type RefreshRecord, servedSnapshot, swapsOf } from '../../../state/refreshes.ts';
import { useTableSwitch } from '../../charts/chart-table.tsx';
import { useSession, useShownRun } from '../../context.ts';
import type { Formats } from '../../format.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { GpuLane } from '../../panels/gpu-lane.tsx';
import lanes from '../../panels/lanes.module.css';
import { Defined } from '../../widgets/definitions.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { useTypeScale } from '../../widgets/use-type-scale.ts';
import { useWidth } from '../../widgets/use-width.ts';
import { RefreshTable } from './refresh-table.tsx';
import { useRealmConfig } from './stores.ts';
import styles from './timeline.module.css';
import type { RealmStrings } from './words/en.ts';
import { realmMetric, useRealmStrings } from './words/realm-words.ts';

const lane = { trainer: 34, builder: 74, height: 16 };
const height = 108;
const left = 62;

interface Serving {
  from: number;
  to: number;
  snapshotAt: number;
  number: number;
}

/** Which index served from which step to which; the first one comes from before joint training. */
function servings(refreshes: readonly RefreshRecord[], step: number): Serving[] {
  const swaps = swapsOf(refreshes);
  const starts = [
    { from: 0, snapshotAt: 0 },
    ...swaps.map((one) => ({ from: one.swappedAtStep!, snapshotAt: one.requestedAtStep })),
  ];
  return starts.map((start, number) => ({
    ...start,
    number,
    to: starts[number + 1]?.from ?? Math.max(step, start.from),
  }));
}

/** The age of the serving index as a saw: it rises by one a step and falls at a swap. */
function agePath(list: readonly Serving[], x: (step: number) => number): { path: string; largest: number } {
  const largest = Math.max(1, ...list.map(({ to, snapshotAt }) => to - snapshotAt));
  const y = (age: number) => lane.trainer - 6 - (22 * age) / largest;
  const points = list.flatMap(({ from, to, snapshotAt }) => [
    `${x(from).toFixed(1)} ${y(from - snapshotAt).toFixed(1)}`,
    `${x(to).toFixed(1)} ${y(to - snapshotAt).toFixed(1)}`,
  ]);
  return { path: `M${points.join('L')}`, largest };
}

function axisTicks(to: number, room: number): number[] {
  const wanted = Math.max(2, Math.floor(room / 90));
  const raw = to / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw) ?? raw);
  return Array.from({ length: Math.floor(to / step) + 1 }, (_, i) => i * step);
}

function Build({ record, x, now }: { record: RefreshRecord; x: (step: number) => number; now: number }) {
  const t = useRealmStrings().timeline;
  const format = useFormats();
  const end = record.swappedAtStep ?? record.failedAtStep ?? Math.max(now, record.step);
  const middle = record.buildingAtStep ?? end;
  const failed = record.failedAtStep !== null;
  return (
    <g data-testid="refresh" data-stage={record.stage}>
      <title>
        {t.record(record.requestedAtStep, end, format.duration(record.embedMs), format.duration(record.buildMs))}
      </title>
      <line
        className={styles.hand}
        x1={x(record.requestedAtStep)}
        x2={x(record.requestedAtStep)}
        y1={lane.trainer + lane.height}
        y2={lane.builder}
      />
      <rect
        className={failed ? styles.failed : lanes.builder}
        x={x(record.requestedAtStep)}
        y={lane.builder}
        width={Math.max(1, x(middle) - x(record.requestedAtStep))}
        height={lane.height}
      />
      <rect
        className={failed ? styles.failed : styles.build}
        x={x(middle)}
        y={lane.builder}
        width={Math.max(0, x(end) - x(middle))}
        height={lane.height}
      />
      {record.swappedAtStep !== null && (
        <>
          <line
            className={styles.swap}
            x1={x(end)}
            x2={x(end)}
            y1={lane.builder + lane.height}
            y2={lane.trainer + lane.height + 4}
          />
          <path className={styles.arrow} d={`M${x(end) - 3.5} ${lane.trainer + lane.height + 6}h7l-3.5 -6z`} />
        </>
      )}
    </g>
  );
}

/** `width` in the units of the drawing, which are `scale` pixels each. */
function Lanes({ to, step, width, scale }: { to: number; step: number; width: number; scale: number }) {
  const t = useRealmStrings().timeline;
  const format = useFormats();
  const refreshes = useSession((state) => state.refreshes);
  const x = (at: number) => left + (at / Math.max(1, to)) * (width - left - 6);
  const list = servings(refreshes, step);
  const { path, largest } = agePath(list, x);
  return (
    <svg
      width={width * scale}
      height={height * scale}
      viewBox={`0 0 ${width} ${height}`}
      className={lanes.lanes}
      aria-hidden="true"
    >
      <text className={styles.small} x="0" y={lane.trainer - 18}>
        {t.largestAge(format.count(largest))}
      </text>
      <text className={lanes.name} x="0" y={lane.trainer + 12}>
        {t.trainer}
      </text>
      <text className={lanes.name} x="0" y={lane.builder + 12}>
        {t.builder}
      </text>
      <rect className={lanes.base} x={left} y={lane.trainer} width={width - left - 6} height={lane.height} />
      <rect className={lanes.base} x={left} y={lane.builder} width={width - left - 6} height={lane.height} />
      {list.map(({ from, to: until, number }) => (
        <g key={number}>
          <rect
            className={number % 2 === 0 ? lanes.trainer : styles.odd}
            x={x(from)}
            y={lane.trainer}
            width={Math.max(0, x(until) - x(from))}
            height={lane.height}
          />
          {x(until) - x(from) > 20 && (
            <text className={styles.number} x={(x(from) + x(until)) / 2} y={lane.trainer + 12}>
              {number}
            </text>
          )}
        </g>
      ))}
      {refreshes
        .filter((record) => !isFirstIndex(record))
        .map((record) => (
          <Build key={`${record.requestedAtStep} ${record.failedAtStep}`} record={record} x={x} now={step} />
        ))}
      <path className={styles.age} d={path} />
      {axisTicks(to, width - left).map((tick) => (
        <text key={tick} className={tick > to * 0.97 ? styles.lastTick : styles.tick} x={x(tick)} y={height - 2}>
          {format.count(tick)}
        </text>
      ))}
    </svg>
  );
}

/** What the builder does, or what it last did and how long that took. */
export function newestWords(record: RefreshRecord, t: RealmStrings['timeline'], format: Formats): string {
  const { stage, done, total, embedMs, buildMs } = record;
  if (stage === 'swapped') {
    const took = isFirstIndex(record) ? t.firstTook : t.took;
    return took(format.duration(embedMs), format.duration(buildMs));
  }
  return t.progress(t.building[stage], done, stage === 'failed' ? 0 : total);
}

export function Timeline() {
  const t = useRealmStrings().timeline;
  const format = useFormats();
  const host = useRef<HTMLDivElement>(null);
  const scale = useTypeScale();
  const width = useWidth(host) / scale;
  const config = useRealmConfig();
  const { phases } = useShownRun();
  const phaseIds = useMemo(() => phases.map(({ id }) => id), [phases]);
  const now = useSession((state) => state.now);
  const refreshes = useSession((state) => state.refreshes);
  const began = now?.phase === 'joint' || refreshes.length > 0;
  const step = now?.phase === 'joint' ? now.step : 0;
  const age = format.count(now?.phase === 'joint' ? step - servedSnapshot(refreshes) : null);
  const swapped = swapsOf(refreshes).length;
  const last = refreshes.at(-1);
  const table = useTableSwitch(t.title);
  return (
    <Panel
      title={t.title}
      aside={
        began && (
          <p className={styles.aside} data-testid="swaps" data-swaps={swapped}>
            <span>{t.count(swapped)}</span>
            {last && <span>{newestWords(last, t, format)}</span>}
            <Defined is={realmMetric('indexAge')}>{t.age(age)}</Defined>
            {table.button}
          </p>
        )
      }
    >
      <div ref={host} className={styles.host} role="img" aria-label={began ? t.summary(swapped, age) : t.title}>
        {began && width > 0 && (
          <Lanes to={Math.max(config.joint.steps, step)} step={step} width={width} scale={scale} />
        )}
      </div>
      {began ? (
        <p className={lanes.legend}>
          <span className={lanes.keyBuilder}>{t.legendEmbed}</span>
          <span className={lanes.keyBuild}>{t.legendBuild(config.index.kind)}</span>
          <span>{t.axis}</span>
        </p>
      ) : (
        <p className={styles.empty}>{config.joint.refreshEvery === 0 ? t.never : t.empty}</p>
      )}
      {began && table.isOpen && <RefreshTable id={table.id} />}
      {width > 0 && <GpuLane left={left} width={width} phases={phaseIds} scale={scale} />}
    </Panel>
  );
}
