/** The index refreshes as a table: when each index was asked for, when it began to serve, and what it took. */

import { spread } from '../../../state/curve-rows.ts';
import { isFirstIndex, type RefreshRecord } from '../../../state/refreshes.ts';
import { ChartTable, tableLimit } from '../../charts/chart-table.tsx';
import { useSession } from '../../context.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { useRealmStrings } from './words/realm-words.ts';

export function RefreshTable({ id }: { id: string }) {
  const t = useRealmStrings().timeline;
  const format = useFormats();
  const refreshes = useSession((state) => state.refreshes);
  const written = (record: RefreshRecord, number: number) => [
    isFirstIndex(record) ? t.table.first : format.count(number),
    format.count(record.requestedAtStep),
    format.count(record.swappedAtStep),
    format.duration(record.embedMs),
    format.duration(record.buildMs),
    t.building[record.stage],
  ];
  // the first index has the number 0, whether its record is kept or not
  const firstNumber = refreshes[0] && isFirstIndex(refreshes[0]) ? 0 : 1;
  return (
    <ChartTable
      id={id}
      name={t.title}
      columns={[t.table.number, t.table.snapshot, t.table.swapped, t.table.embedding, t.table.building, t.table.state]}
      rows={spread(refreshes.length, tableLimit).map((i) => written(refreshes[i]!, i + firstNumber))}
      of={refreshes.length}
    />
  );
}
