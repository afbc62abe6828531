/** A word in its pieces; those of the last merge stand out, and what no piece spells is unknown. */
import styles from './subwords-lab.module.css';
import { useSubwordsWords } from './words/use-subwords-words.ts';

export function Pieces({ pieces, newest }: { pieces: readonly (string | null)[]; newest: string | undefined }) {
  const t = useSubwordsWords();
  return (
    <span className={styles.word}>
      {pieces.map((piece, i) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place
          key={i}
          className={styles.piece}
          data-newest={(piece !== null && piece === newest) || undefined}
          data-unknown={piece === null || undefined}
        >
          {piece ?? t.unknown}
        </span>
      ))}
    </span>
  );
}
