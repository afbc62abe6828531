/** What the figures on the map mean. */
import { LanguageMark } from '../../../documents/language-mark.tsx';
import { DocumentMark, type MarkedDocument } from './document-mark.tsx';
import styles from './index-page.module.css';
import { useIndexWords } from './words/use-index-words.ts';

const kinds: readonly (readonly [keyof MarkedDocument | 'other', MarkedDocument])[] = [
  ['other', { isCandidate: false, holdsAnswer: false, isSource: false }],
  ['isCandidate', { isCandidate: true, holdsAnswer: false, isSource: false }],
  ['holdsAnswer', { isCandidate: false, holdsAnswer: true, isSource: false }],
  ['isSource', { isCandidate: false, holdsAnswer: false, isSource: true }],
];

export function MapLegend(props: { languages: readonly string[]; hasArrows: boolean; hasTrace: boolean }) {
  const { languages, hasArrows, hasTrace } = props;
  const t = useIndexWords().map.legend;
  const names = { other: t.other, isCandidate: t.candidate, holdsAnswer: t.holds, isSource: t.source };
  return (
    <p className={styles.legend}>
      {kinds.map(([kind, document]) => (
        <span key={kind}>
          <DocumentMark {...document} /> {names[kind]}
        </span>
      ))}
      {languages.length > 1 &&
        languages.map((language, i) => (
          <span key={language}>
            <svg width="10" height="10" viewBox="-5 -5 10 10" aria-hidden="true">
              <circle r="3" fill={i === 0 ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="1.25" />
            </svg>{' '}
            <LanguageMark language={language} />
          </span>
        ))}
      <span>
        <svg className={styles.queryMark} width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
          <circle r="7" />
          <path d="M-4 0h8M0-4v8" />
        </svg>
        {t.query}
      </span>
      {hasArrows && (
        <span>
          <svg className={styles.arrowMark} width="24" height="10" aria-hidden="true">
            <path d="M1 5h20M17 2l4 3-4 3" />
          </svg>
          {t.arrow}
        </span>
      )}
      {hasTrace && (
        <span>
          <svg className={styles.traceMark} width="24" height="10" aria-hidden="true">
            <path d="M1 5h20M17 2l4 3-4 3" />
          </svg>
          {t.path}
        </span>
      )}
    </p>
  );
}
