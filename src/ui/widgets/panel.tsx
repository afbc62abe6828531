/** A part of the page with a heading, and what stands beside the heading. */

import { type ReactNode, useId } from 'react';
import styles from './panel.module.css';

export function Panel(props: {
  title: string;
  aside?: ReactNode;
  className?: string;
  id?: string;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <section className={`${styles.panel} ${props.className ?? ''}`} aria-labelledby={heading} id={props.id}>
      <header className={styles.header}>
        <h2 id={heading} className={styles.title}>
          {props.title}
        </h2>
        {props.aside}
      </header>
      {props.children}
    </section>
  );
}
