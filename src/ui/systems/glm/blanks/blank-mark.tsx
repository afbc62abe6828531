/** A blank of a text: what stands in it, behind its number. */
import type { ReactNode } from 'react';
import styles from './blank-mark.module.css';

/** `number` counts from 1. */
export function BlankNumber({ number }: { number: number }) {
  return <span className={styles.number}>{number}</span>;
}

/** `isNow`: its newest token was chosen last. */
export function BlankMark(props: { number: number; isNow?: boolean; children: ReactNode }) {
  return (
    <mark className={styles.blank} data-blank={props.number} data-now={props.isNow || undefined}>
      <BlankNumber number={props.number} />
      {props.children}
    </mark>
  );
}
