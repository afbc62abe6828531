/** The last seconds of the GPU: a block for each submit, and nothing where it waited. */
import { busyShare } from '../../state/gpu-spans.ts';
import { useTableSwitch } from '../charts/chart-table.tsx';
import { useSession } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import styles from './gpu-lane.module.css';
import { GpuTable } from './gpu-table.tsx';
import lanes from './lanes.module.css';

const height = 16;

/** Whether a span is a training step: its label is `<phase id> × <shape>`, as the engine names the plans of the phases. */
export function isTrainingStep(label: string, phases: readonly string[]): boolean {
  const end = label.indexOf(' × ');
  return end > 0 && phases.includes(label.slice(0, end));
}

export interface GpuLaneProps {
  /** Room for the name, and the width in all, as the lanes of the timeline have them: in units of `scale` pixels. */
  left: number;
  width: number;
  scale: number;
  /** Ids of the phases of the run. */
  phases: readonly string[];
}

export function GpuLane({ left, width, scale, phases }: GpuLaneProps) {
  const t = useStrings();
  const spans = useSession((state) => state.gpu);
  const share = busyShare(spans);
  const table = useTableSwitch(t.gpu.name);
  if (share === null) return null;
  const from = spans[0]!.begin;
  const to = spans.reduce((latest, { end }) => Math.max(latest, end), from);
  const x = (at: number) => left + ((at - from) / (to - from)) * (width - left - 6);
  return (
    <figure className={styles.gpu} data-testid="gpu" data-busy={share.toFixed(3)}>
      <svg
        width={width * scale}
        height={height * scale}
        viewBox={`0 0 ${width} ${height}`}
        className={lanes.lanes}
        role="img"
        aria-label={t.gpu.summary(share, to - from)}
      >
        <text className={lanes.name} x="0" y="12">
          {t.gpu.name}
        </text>
        <rect className={lanes.base} x={left} y="0" width={width - left - 6} height={height} />
        {spans.map(({ label, begin, end }) => (
          <rect
            key={begin}
            className={isTrainingStep(label, phases) ? lanes.trainer : lanes.builder}
            x={x(begin)}
            y="0"
            // a hair's breadth between neighbours, where there is room, tells them apart
            width={Math.max(0.5, x(end) - x(begin) - 0.75)}
            height={height}
          />
        ))}
      </svg>
      <figcaption className={lanes.legend}>
        <span className={lanes.keyTrainer}>{t.gpu.step}</span>
        <span className={lanes.keyBuilder}>{t.gpu.other}</span>
        <span>
          {t.gpu.busy(share, to - from)} {table.button}
        </span>
      </figcaption>
      {table.isOpen && <GpuTable id={table.id} spans={spans} />}
    </figure>
  );
}
