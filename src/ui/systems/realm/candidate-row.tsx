/** One candidate: its text with the answer marked, its three numbers with bars, and what the reader would say. */

import type { ReactNode } from 'react';
import type { CandidateView } from '../../../worker/protocol.ts';
import { ShareBar, SignedBar } from '../../charts/bars.tsx';
import { formatCount, formatGradient, formatNumber, formatProbability, formatSigned, shownSign } from '../../format.ts';
import type { DefinitionKey } from '../../i18n/en-definitions.ts';
import { t } from '../../i18n/strings.ts';
import { Defined, shortName, useDefinition } from '../../widgets/definitions.tsx';
import styles from './candidates.module.css';

/** The text with the spans of the answer marked. */
export function MarkedText({ candidate }: { candidate: Pick<CandidateView, 'text' | 'answers'> }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { start, end } of candidate.answers) {
    parts.push(candidate.text.slice(at, start), <mark key={start}>{candidate.text.slice(start, end)}</mark>);
    at = end;
  }
  parts.push(candidate.text.slice(at));
  return parts;
}

function NumberCell(props: {
  is: DefinitionKey;
  worked: string | undefined;
  cell: string;
  isActive: boolean;
  onActive: () => void;
  className: string | undefined;
  children: ReactNode;
}) {
  const { onFocus, ...handlers } = useDefinition(props.is, props.worked);
  return (
    <td
      className={props.className}
      data-cell={props.cell}
      data-label={shortName(props.is)}
      tabIndex={props.isActive ? 0 : -1}
      onFocus={(event) => {
        props.onActive();
        onFocus(event);
      }}
      {...handlers}
    >
      {props.children}
    </td>
  );
}

/** r(z) = (p(y|z,x) / p(y|x) − 1) · p(z|x) with the numbers of this candidate. */
function workedGradient({ likelihood, prior, gradient }: CandidateView, marginal: number, limit: number): string {
  const p = formatProbability;
  return `(${p(likelihood)} / ${p(marginal)} − 1) · ${p(prior)} = ${formatGradient(gradient, limit)}`;
}

function Details({ candidate, marginal }: { candidate: CandidateView; marginal: number }) {
  const p = formatProbability;
  const posterior = `${p(candidate.likelihood)} · ${p(candidate.prior)} / ${p(marginal)} = ${p(candidate.posterior)}`;
  return (
    <div className={styles.details}>
      <Defined is="score">
        {shortName('score')} = {formatNumber(candidate.score, 3)}
      </Defined>
      <Defined is="posterior" worked={posterior}>
        {shortName('posterior')} = {p(candidate.posterior)}
      </Defined>
      {candidate.utility !== null && (
        <Defined is="utility">
          {shortName('utility')} = {formatSigned(candidate.utility, 2)}
        </Defined>
      )}
      <Defined is="lexicalRank">
        {shortName('lexicalRank')} = {formatCount(candidate.lexicalRank)}
      </Defined>
      {candidate.predictions.length > 0 && (
        <Defined is="predictions">
          {t.example.says}:{' '}
          {candidate.predictions.map(({ text, probability }) => `“${text}” ${p(probability)}`).join(', ')}
        </Defined>
      )}
    </div>
  );
}

export function CandidateRow(props: {
  candidate: CandidateView;
  marginal: number;
  isSource: boolean;
  limit: number;
  /** What r(z) is under the objective of this run. */
  gradientIs: 'gradient' | 'tokenGradient';
  row: number;
  activeColumn: number | null;
  onActive: (column: number) => void;
  isOpen: boolean;
  onToggle: () => void;
}) {
  const { candidate, marginal, row, activeColumn, onActive, isOpen } = props;
  const isNull = candidate.document === null;
  const title = isNull ? t.example.nullTitle : candidate.title || t.example.untitled;
  const cell = (column: number) => ({
    cell: `${row}-${column}`,
    isActive: activeColumn === column,
    onActive: () => onActive(column),
  });
  const gradient = formatGradient(candidate.gradient, props.limit);
  const sign = shownSign(gradient);
  return (
    <>
      <tr
        data-testid="candidate"
        data-gradient={candidate.gradient}
        data-prior={candidate.prior}
        data-null={isNull || undefined}
      >
        <th scope="row" className={styles.document}>
          <button
            type="button"
            className={styles.open}
            aria-expanded={isOpen}
            aria-label={t.example.showMore(title)}
            data-cell={`${row}-0`}
            tabIndex={activeColumn === 0 ? 0 : -1}
            onFocus={() => onActive(0)}
            onClick={props.onToggle}
          >
            <span className={isOpen ? styles.whole : styles.clamped}>
              <span className={styles.title}>{title}</span>
              {props.isSource && <span className={styles.sourceMark}>{t.example.sourceMark}</span>}
              {!isNull && <span className={styles.lexicalMark}>{t.example.lexicalRank(candidate.lexicalRank)}</span>}
              <span className={styles.text}>{isNull ? t.example.nullText : <MarkedText candidate={candidate} />}</span>
            </span>
          </button>
        </th>
        <NumberCell
          is="prior"
          worked={`f(x,z) = ${formatNumber(candidate.score, 3)}`}
          className={styles.share}
          {...cell(1)}
        >
          <span className={styles.value}>{formatProbability(candidate.prior)}</span>
          <ShareBar value={candidate.prior} colour="--prior" />
        </NumberCell>
        <NumberCell
          is="likelihood"
          worked={`log p(y|z,x) = ${formatNumber(Math.log(candidate.likelihood), 3)}`}
          className={styles.share}
          {...cell(2)}
        >
          <span className={styles.value}>{formatProbability(candidate.likelihood)}</span>
          <ShareBar value={candidate.likelihood} colour="--likelihood" />
        </NumberCell>
        <NumberCell
          is={props.gradientIs}
          worked={props.gradientIs === 'gradient' ? workedGradient(candidate, marginal, props.limit) : undefined}
          className={styles.signed}
          {...cell(3)}
        >
          <span className={`${styles.value} ${sign ? styles[sign] : ''}`}>{gradient}</span>
          <SignedBar value={candidate.gradient} limit={props.limit} />
        </NumberCell>
      </tr>
      {isOpen && (
        <tr className={styles.detailsRow}>
          <td colSpan={4}>
            <Details candidate={candidate} marginal={marginal} />
          </td>
        </tr>
      )}
    </>
  );
}
