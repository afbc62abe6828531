/** A page beside the run: the notices above its panels, and what it says where it has nothing to show yet. */
import type { ComponentProps, ReactNode } from 'react';
import { Outline, type OutlinePart } from '../widgets/outline.tsx';
import { Notices } from './notices.tsx';
import styles from './side-page.module.css';
import { StartButtons } from './start-buttons.tsx';

/** `--page-columns` and `--page-gap` of `className` lay out its panels; without them they stand below each other. */
export function SidePage({ className = '', children, ...attributes }: ComponentProps<'main'>) {
  return (
    <main {...attributes} className={`${styles.page} ${className}`}>
      <div className={styles.notices}>
        <Notices />
      </div>
      {children}
    </main>
  );
}

/** What is missing, what helps, and what there will be to see. `children`: buttons that open a run. */
export function EmptyPage({
  head,
  texts,
  outline,
  children,
}: {
  head?: string;
  texts: readonly string[];
  outline?: readonly OutlinePart[];
  children?: ReactNode;
}) {
  return (
    <>
      {head !== undefined && <p className={styles.head}>{head}</p>}
      {texts.map((text) => (
        <p key={text} className={styles.text}>
          {text}
        </p>
      ))}
      {children && <StartButtons>{children}</StartButtons>}
      {outline && <Outline parts={outline} />}
    </>
  );
}
