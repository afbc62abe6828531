/** The documents of the map as a table: the same for those who do not see it. Drawn when it is opened. */
import { memo, useState } from 'react';
import type { MapDocument } from '../../../../systems/realm/index-map.ts';
import { LanguageMark } from '../../../documents/language-mark.tsx';
import { useFormats } from '../../../i18n/language-context.tsx';
import { useRealm } from '../stores.ts';
import styles from './document-table.module.css';
import type { MapPoints } from './map-analysis.ts';
import { useIndexWords } from './words/use-index-words.ts';

interface TableProps {
  documents: readonly MapDocument[];
  points: MapPoints;
  distances: Float32Array;
}

function Rows({ documents, points, distances }: TableProps) {
  const t = useIndexWords().map;
  const format = useFormats();
  const { index: store } = useRealm();
  const kinds = documents.map(({ isCandidate, holdsAnswer, isSource }) =>
    [isCandidate && t.legend.candidate, holdsAnswer && t.legend.holds, isSource && t.legend.source].filter(Boolean),
  );
  const order = [...documents.keys()].sort(
    (a, b) => kinds[b]!.length - kinds[a]!.length || distances[b]! - distances[a]!,
  );
  return order.map((row) => {
    const document = documents[row]!;
    return (
      <tr key={document.block} onPointerEnter={() => store.select(document.block)}>
        <th scope="row">
          <LanguageMark language={document.language} />
          {document.title || t.untitled} <span className={styles.text}>{document.text}</span>
        </th>
        <td>{kinds[row]!.join(' · ') || t.legend.other}</td>
        <td>{format.significant(distances[row]!, 3)}</td>
        <td>{format.number(points.stale[2 * row], 2)}</td>
        <td>{format.number(points.stale[2 * row + 1], 2)}</td>
      </tr>
    );
  });
}

export const DocumentTable = memo(function DocumentTable(props: TableProps) {
  const t = useIndexWords().map;
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.list}</summary>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keys
        <section className={styles.scroll} tabIndex={0} aria-label={t.list}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t.columns.document}</th>
                <th scope="col">{t.columns.kind}</th>
                <th scope="col">{t.columns.drift}</th>
                <th scope="col">{t.columns.x}</th>
                <th scope="col">{t.columns.y}</th>
              </tr>
            </thead>
            <tbody>
              <Rows {...props} />
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
});
