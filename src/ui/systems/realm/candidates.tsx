/**
 * The candidates of an example as a grid: document, p(z|x), p(y|z,x) and r(z). One stop of the Tab key; arrow keys move among the numbers,
 * Enter opens a document.
 */

import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { CandidateView } from '../../../systems/realm/views.ts';
import { documentColours } from '../../documents/document-colours.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { shownShare } from '../../shown-share.ts';
import { Defined, DefinedHead } from '../../widgets/definitions.tsx';
import { CandidateRow } from './candidate-row.tsx';
import styles from './candidates.module.css';
import { byPrior } from './excerpt.ts';
import { gradientBand, gradientLimit } from './gradient-scale.ts';
import { shownDigits } from './shown-digits.ts';
import { Signal } from './signal.tsx';
import { useRealmConfig } from './stores.ts';
import { realmMetric, useRealmStrings } from './words/realm-words.ts';
import { workedMarginal } from './worked.ts';

/** Names the null document where a candidate is named by its document. */
export const nullDocument = '';

function candidateKey(candidate: CandidateView): string {
  // a document may stand among the candidates with more than one of its blocks
  return candidate.document === null ? '(null)' : `${candidate.document} ${candidate.text}`;
}

const cellsPerRow = 4;

/** Moves the focus among the cells of the grid. */
function useGridFocus(rows: number) {
  const grid = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState({ row: 0, column: 0 });
  const moves: Record<string, [number, number]> = {
    ArrowDown: [1, 0],
    ArrowUp: [-1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const row = Math.min(rows - 1, Math.max(0, active.row + move[0]));
    const column = Math.min(cellsPerRow - 1, Math.max(0, active.column + move[1]));
    setActive({ row, column });
    grid.current?.querySelector<HTMLElement>(`[data-cell="${row}-${column}"]`)?.focus();
  };
  const row = Math.min(active.row, rows - 1);
  return { grid, active: { row, column: active.column }, setActive, onKeyDown };
}

export interface CandidatesProps {
  candidates: readonly CandidateView[];
  logMarginal: number;
  /** Null where the sentence belongs to no document. */
  sourceDocument: string | null;
  /** The candidate that is opened, by its document; null: none. */
  opened: string | null;
  onToggle: (document: string) => void;
  /** What else an opened candidate shows. */
  more?: (candidate: CandidateView) => ReactNode;
}

export function Candidates({ candidates, logMarginal, sourceDocument, opened, onToggle, more }: CandidatesProps) {
  const { grid, active, setActive, onKeyDown } = useGridFocus(candidates.length);
  const t = useRealmStrings().example;
  const format = useFormats();
  const { objective } = useRealmConfig().realm;
  const digits = shownDigits({ candidates, logMarginal }, objective, format);
  const of = { candidates, marginal: Math.exp(logMarginal), objective, digits };
  const colours = documentColours(candidates.map(({ document }) => document));
  const sum = candidates.reduce((total, { gradient }) => total + gradient, 0);
  return (
    <>
      <Signal candidates={candidates} logMarginal={logMarginal} />
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is moved through cell by cell is a grid */}
      {/* biome-ignore lint/a11y/useSemanticElements: the rule would have a table, and this is one */}
      <table ref={grid} role="grid" aria-label={t.grid} className={styles.grid} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col">{t.document}</th>
            <DefinedHead is={realmMetric('prior')} />
            <DefinedHead is={realmMetric('likelihood')} />
            <DefinedHead is={realmMetric('gradient')} className={styles.signedHead}>
              <span className={styles.scale} aria-hidden="true">
                <span>{format.share(-gradientLimit, 0)}</span>
                <span>0</span>
                <span>{format.share(gradientLimit, 0)}</span>
              </span>
            </DefinedHead>
          </tr>
        </thead>
        <tbody>
          {byPrior(candidates).map((candidate, row) => {
            const document = candidate.document ?? nullDocument;
            return (
              <CandidateRow
                key={candidateKey(candidate)}
                candidate={candidate}
                colour={colours.get(candidate.document)!}
                of={of}
                isSource={candidate.document !== null && candidate.document === sourceDocument}
                row={row}
                activeColumn={active.row === row ? active.column : null}
                onActive={(column) => setActive({ row, column })}
                isOpen={opened === document}
                onToggle={() => onToggle(document)}
                more={more}
              />
            );
          })}
        </tbody>
      </table>
      <p className={styles.sum} data-testid="gradient-sum" data-sum={sum}>
        <span className={styles.band}>{t.band(format.share(gradientBand, 2))}</span>
        <Defined is={realmMetric('marginal')} worked={workedMarginal(candidates, of.marginal, format)}>
          {t.marginal} = {shownShare(of.marginal, format, digits.marginal)}
        </Defined>
        <Defined is={realmMetric('gradientSum')}>
          {t.sum} = {format.residue(sum)}
        </Defined>
      </p>
    </>
  );
}
