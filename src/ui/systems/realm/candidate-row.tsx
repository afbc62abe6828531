/** One candidate: its text with the answer marked, its three numbers with bars, and what the reader would say. */

import type { ReactNode } from 'react';
import type { RealmConfig } from '../../../systems/realm/settings.ts';
import type { CandidateView } from '../../../systems/realm/views.ts';
import { ShareBar, SignedBar } from '../../charts/bars.tsx';
import type { DocumentColour } from '../../documents/document-colours.ts';
import { DocumentMark } from '../../documents/document-mark.tsx';
import { LanguageMark } from '../../documents/language-mark.tsx';
import { useFormats } from '../../i18n/language-context.tsx';
import { shownShare } from '../../shown-share.ts';
import { Defined, type Defines, PlainName, useDefinition, useShortName } from '../../widgets/definitions.tsx';
import styles from './candidates.module.css';
import { excerptOf } from './excerpt.ts';
import { gradientBand, gradientLimit, gradientSign } from './gradient-scale.ts';
import type { ShownDigits } from './shown-digits.ts';
import type { RealmMetric } from './words/en-metrics.ts';
import { posteriorMetric, realmMetric, useRealmStrings } from './words/realm-words.ts';
import { workedGradient, workedLog, workedPosterior, workedPrior, workedUtility } from './worked.ts';

type Objective = RealmConfig['realm']['objective'];

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
  is: Defines;
  worked: string | undefined;
  cell: string;
  isActive: boolean;
  onActive: () => void;
  className: string | undefined;
  children: ReactNode;
}) {
  const { onFocus, ...handlers } = useDefinition(props.is, props.worked);
  const label = useShortName(props.is);
  return (
    <td
      className={props.className}
      data-cell={props.cell}
      data-label={label}
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

/** The short name of a metric. */
function Named({ metric }: { metric: RealmMetric }) {
  return useShortName(realmMetric(metric));
}

/** What a row needs to know of the whole example. */
export interface OfExample {
  candidates: readonly CandidateView[];
  /** p(y|x). */
  marginal: number;
  objective: Objective;
  digits: ShownDigits;
}

function Details({ candidate, of }: { candidate: CandidateView; of: OfExample }) {
  const t = useRealmStrings().example;
  const format = useFormats();
  const { candidates, marginal, objective, digits } = of;
  const p = (value: number) => shownShare(value, format, digits.share);
  const posterior = posteriorMetric(objective);
  const atNull = candidates.find(({ document }) => document === null)?.likelihood;
  return (
    <div className={styles.details}>
      <Defined is={realmMetric('score')}>
        <Named metric="score" /> = {format.number(candidate.score, digits.score)}
      </Defined>
      <Defined is={realmMetric(posterior)} worked={workedPosterior(candidate, marginal, objective, format)}>
        <Named metric={posterior} /> = {p(candidate.posterior)}
      </Defined>
      {candidate.utility !== null && (
        <Defined is={realmMetric('utility')} worked={workedUtility(candidate, atNull, format)}>
          <Named metric="utility" /> <PlainName is={realmMetric('utility')} /> = {format.signed(candidate.utility, 2)}
        </Defined>
      )}
      <Defined is={realmMetric('lexicalRank')}>
        <Named metric="lexicalRank" /> = {format.count(candidate.lexicalRank)}
      </Defined>
      {candidate.predictions.length > 0 && (
        <Defined is={realmMetric('predictions')}>
          {t.says(candidate.predictions.map(({ text, probability }) => t.guess(text, p(probability))))}
        </Defined>
      )}
    </div>
  );
}

export function CandidateRow(props: {
  candidate: CandidateView;
  colour: DocumentColour;
  of: OfExample;
  isSource: boolean;
  row: number;
  activeColumn: number | null;
  onActive: (column: number) => void;
  isOpen: boolean;
  onToggle: () => void;
  more: ((candidate: CandidateView) => ReactNode) | undefined;
}) {
  const { candidate, of, row, activeColumn, onActive, isOpen } = props;
  const { candidates, marginal, objective, digits } = of;
  const t = useRealmStrings().example;
  const format = useFormats();
  const isNull = candidate.document === null;
  const title = isNull ? t.nullTitle : candidate.title || t.untitled;
  const cell = (column: number) => ({
    cell: `${row}-${column}`,
    isActive: activeColumn === column,
    onActive: () => onActive(column),
  });
  const sign = gradientSign(candidate.gradient);
  return (
    <>
      <tr
        data-testid="candidate"
        data-gradient={candidate.gradient}
        data-prior={candidate.prior}
        data-null={isNull || undefined}
        data-holds={candidate.answers.length > 0 || undefined}
      >
        <th scope="row" className={styles.document}>
          <button
            type="button"
            className={styles.open}
            aria-expanded={isOpen}
            data-cell={`${row}-0`}
            tabIndex={activeColumn === 0 ? 0 : -1}
            onFocus={() => onActive(0)}
            onClick={props.onToggle}
          >
            <span className={styles.words}>
              <DocumentMark colour={props.colour} className={styles.mark} />
              <LanguageMark language={candidate.language} />
              <span className={styles.title} lang={candidate.language}>
                {title}
              </span>
              {props.isSource && <span className={styles.sourceMark}>{t.sourceMark}</span>}
              {!isNull && (
                <span className={styles.lexicalMark}>{t.lexicalRank(format.count(candidate.lexicalRank))}</span>
              )}
              <span className={isOpen ? styles.text : `${styles.text} ${styles.clamped}`} lang={candidate.language}>
                {isNull ? t.nullText : <MarkedText candidate={isOpen ? candidate : excerptOf(candidate)} />}
              </span>
            </span>
          </button>
        </th>
        <NumberCell
          is={realmMetric('prior')}
          worked={workedPrior(candidate, candidates, digits.score, format)}
          className={styles.share}
          {...cell(1)}
        >
          <span className={styles.value}>{shownShare(candidate.prior, format, digits.share)}</span>
          <ShareBar value={candidate.prior} colour="--prior" />
        </NumberCell>
        <NumberCell
          is={realmMetric('likelihood')}
          worked={workedLog('p(y|z,x)', Math.log(candidate.likelihood), format)}
          className={styles.share}
          {...cell(2)}
        >
          <span className={styles.value}>{shownShare(candidate.likelihood, format, digits.share)}</span>
          <ShareBar value={candidate.likelihood} colour="--likelihood" />
        </NumberCell>
        <NumberCell
          is={realmMetric('gradient')}
          worked={workedGradient(candidate, marginal, objective, format)}
          className={styles.signed}
          {...cell(3)}
        >
          <span className={`${styles.value} ${styles[sign ?? 'small']}`}>{format.signed(candidate.gradient)}</span>
          <SignedBar value={candidate.gradient} limit={gradientLimit} band={gradientBand} />
        </NumberCell>
      </tr>
      {isOpen && (
        <tr className={styles.detailsRow}>
          <td colSpan={4}>
            <Details candidate={candidate} of={of} />
            {props.more?.(candidate)}
          </td>
        </tr>
      )}
    </>
  );
}
