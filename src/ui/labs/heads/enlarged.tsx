/** One head with its tokens: the weight under the pointer or the keys in words, and a table of what each token looks at most. */

import { useState } from 'react';
import { type Maps, weightAt } from '../../../labs/heads.ts';
import { readablePiece } from '../../../text/tokenizer/bpe.ts';
import { topEntries } from '../../../util/largest.ts';
import { ChartTable, useTableSwitch } from '../../charts/chart-table.tsx';
import type { Cell } from '../../charts/mask/mask-layout.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { Sentences } from '../../widgets/sentences.tsx';
import frame from '../lab-frame.module.css';
import styles from './heads-lab.module.css';
import { LargeMap } from './heat-map.tsx';
import { useHeadsWords } from './words/use-heads-words.ts';

/** Keys that the table names for each token. */
const shownKeys = 3;

export function Enlarged({ maps, head }: { maps: Maps; head: number }) {
  const t = useHeadsWords();
  const format = useFormats();
  const [wanted, setCell] = useState<Cell>({ row: 0, column: 0 });
  const { tokens, targets } = maps;
  const last = tokens.length - 1;
  const cell = { row: Math.min(wanted.row, last), column: Math.min(wanted.column, last) };
  const name = t.name(head, maps.heads);
  const table = useTableSwitch(name);
  const piece = (i: number) => `${i + 1} ${readablePiece(tokens[i]!)}`;
  const rowOf = (i: number): string[] => {
    const weights = Float64Array.from(tokens, (_, j) => weightAt(maps, head, i, j));
    const best = topEntries(weights, Math.min(shownKeys, tokens.length)).map(
      ({ index, value }) => `${piece(index)}: ${format.probability(value)}`,
    );
    const target = targets[i];
    return [piece(i), target === null || target === undefined ? '' : readablePiece(target), best.join(t.listed)];
  };
  const target = targets[cell.row] ?? null;
  return (
    <section className={frame.set} aria-labelledby="heads-enlarged">
      <div className={styles.bar}>
        <h3 id="heads-enlarged" className={styles.name}>
          {name}
        </h3>
        {table.button}
      </div>
      <LargeMap maps={maps} head={head} label={t.map(name, tokens.length)} cell={cell} onCell={setCell} />
      <p className={styles.said} aria-live="polite" data-testid="heads-cell">
        <Sentences>
          {t.cell(piece(cell.row), piece(cell.column), format.probability(weightAt(maps, head, cell.row, cell.column)))}
          {target !== null && t.predicts(readablePiece(target))}
        </Sentences>
      </p>
      {table.isOpen && (
        <ChartTable
          id={table.id}
          name={name}
          columns={t.columns}
          rows={tokens.map((_, i) => rowOf(i))}
          of={tokens.length}
        />
      )}
    </section>
  );
}
