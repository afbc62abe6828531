/** What there will be to see on a page that has nothing to show yet: a few heads with a sentence each. */
import styles from './outline.module.css';

export interface OutlinePart {
  head: string;
  text: string;
}

export function Outline({ parts }: { parts: readonly OutlinePart[] }) {
  return (
    <ol className={styles.outline} data-testid="outline">
      {parts.map(({ head, text }) => (
        <li key={head}>
          <h3 className={styles.head}>{head}</h3>
          <p className={styles.text}>{text}</p>
        </li>
      ))}
    </ol>
  );
}
