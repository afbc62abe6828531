/** The mark of a document as the map draws it: a circle, a diamond if it holds the answer, in a square if it is the source. */
import type { MapDocument } from '../../../../systems/realm/index-map.ts';
import styles from './document-mark.module.css';

export type MarkedDocument = Pick<MapDocument, 'isCandidate' | 'holdsAnswer' | 'isSource'>;

export function DocumentMark({ isCandidate, holdsAnswer, isSource }: MarkedDocument) {
  const fill = isCandidate ? styles.candidate : holdsAnswer ? styles.holds : styles.other;
  return (
    <svg className={styles.mark} width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
      {isSource && <rect className={styles.source} x="-7.5" y="-7.5" width="15" height="15" />}
      {holdsAnswer ? (
        <path className={`${fill} ${styles.edge}`} d="M0-5.5 5.5 0 0 5.5-5.5 0z" />
      ) : (
        <circle className={fill} r={isCandidate ? 4.5 : 2.5} />
      )}
    </svg>
  );
}
