/** The mark of a document as the map draws it: a circle, a diamond if it holds the answer, in a square if it is the source; a candidate in its colour. */
import type { MapDocument } from '../../../../systems/realm/index-map.ts';
import { documentColours } from '../../../documents/document-colours.ts';
import styles from './document-mark.module.css';

export type MarkedDocument = Pick<MapDocument, 'isCandidate' | 'holdsAnswer' | 'isSource'>;

/** CSS colours of the candidates by their document: those of the table and the picture. */
export type CandidateColours = ReadonlyMap<string, string>;

export function candidateColours(documents: readonly MapDocument[]): CandidateColours {
  const ids = documents.filter(({ isCandidate }) => isCandidate).map(({ document }) => document);
  const colours = documentColours(ids);
  return new Map(ids.map((id) => [id, colours.get(id)!.css]));
}

/** `colour`: that of a candidate. */
export function DocumentMark({
  isCandidate,
  holdsAnswer,
  isSource,
  colour,
}: MarkedDocument & { colour?: string | undefined }) {
  const tone = isCandidate && colour ? { fill: colour } : undefined;
  const fill = isCandidate ? styles.candidate : holdsAnswer ? styles.holds : styles.other;
  return (
    <svg className={styles.mark} width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
      {isSource && <rect className={styles.source} x="-7.5" y="-7.5" width="15" height="15" />}
      {holdsAnswer ? (
        <path className={`${fill} ${styles.edge}`} style={tone} d="M0-5.5 5.5 0 0 5.5-5.5 0z" />
      ) : (
        <circle className={fill} style={tone} r={isCandidate ? 4.5 : 2.5} />
      )}
    </svg>
  );
}
