/** What the GPU did in its last seconds, as a table: the blocks of its lane, added up by the plan that was run. */

import type { GpuSpan } from '../../gpu/clock.ts';
import { ChartTable } from '../charts/chart-table.tsx';
import { useFormats, useStrings } from '../i18n/language-context.tsx';

/** Blocks and milliseconds of each plan, the longest first. */
export function workByPlan(spans: readonly GpuSpan[]): { label: string; blocks: number; ms: number }[] {
  const plans = new Map<string, { label: string; blocks: number; ms: number }>();
  for (const { label, begin, end } of spans) {
    const before = plans.get(label) ?? { label, blocks: 0, ms: 0 };
    plans.set(label, { label, blocks: before.blocks + 1, ms: before.ms + end - begin });
  }
  return [...plans.values()].sort((a, b) => b.ms - a.ms);
}

export function GpuTable({ id, spans }: { id: string; spans: readonly GpuSpan[] }) {
  const t = useStrings();
  const format = useFormats();
  const work = workByPlan(spans);
  return (
    <ChartTable
      id={id}
      name={t.gpu.name}
      columns={[t.tables.plan, t.tables.blocks, t.tables.time, t.tables.mean]}
      rows={work.map(({ label, blocks, ms }) => [
        label,
        format.count(blocks),
        format.duration(ms),
        t.kernels.milliseconds(ms / blocks),
      ])}
      of={work.length}
    />
  );
}
