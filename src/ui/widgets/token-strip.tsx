/** Tokens side by side, each with numbers below it, in the colours of the parts to which they belong. */
import { type CSSProperties, useId } from 'react';
import { readablePiece } from '../../text/tokenizer/bpe.ts';
import type { Definition } from '../i18n/definition.ts';
import { Defined } from './definitions.tsx';
import styles from './token-strip.module.css';

/** A row of numbers below the tokens; `values` and `strengths` have one entry a token of the whole sequence. */
export interface StripRow {
  is: Definition;
  values: readonly (string | null)[];
  /** How strongly a value is marked, 0 to 1. */
  strengths?: readonly (number | null)[];
}

export interface TokenStripProps {
  title: string;
  /** Which of the three colours of the mask. */
  tone: 0 | 1 | 2;
  /** Of the whole sequence. */
  tokens: readonly string[];
  /** The tokens of this strip are first … end − 1. */
  first: number;
  end: number;
  rows: readonly StripRow[];
  /** Names of the rows stand at the left. */
  hasHeads?: boolean;
  /** Tokens that stand out, e.g. masks and slots. */
  isStrong?(i: number): boolean;
  /** The token that is lit; null: none. */
  lit: number | null;
  onLit(i: number | null): void;
}

export function TokenStrip(props: TokenStripProps) {
  const { title, tone, tokens, first, end, rows, hasHeads = false, isStrong, lit, onLit } = props;
  const heading = useId();
  return (
    <section className={styles.strip} data-tone={tone} aria-labelledby={heading}>
      <h3 id={heading} className={styles.title}>
        {title}
      </h3>
      <div className={styles.line}>
        {hasHeads && (
          <div className={styles.heads}>
            <span className={styles.token} />
            {rows.map(({ is }) => (
              <Defined key={is.name} is={is} className={styles.head ?? ''}>
                {is.short ?? is.name}
              </Defined>
            ))}
          </div>
        )}
        <ol className={styles.tokens}>
          {tokens.slice(first, end).map((token, at) => {
            const i = first + at;
            return (
              <li
                key={i}
                className={styles.column}
                data-lit={lit === i || undefined}
                data-strong={isStrong?.(i) || undefined}
                data-token={i}
                onPointerEnter={() => onLit(i)}
                onPointerLeave={() => onLit(null)}
              >
                <span className={styles.token}>{readablePiece(token)}</span>
                {rows.map(({ is, values, strengths }) => (
                  <span
                    key={is.name}
                    className={styles.value}
                    style={
                      strengths?.[i] == null
                        ? undefined
                        : ({ '--strength': `${Math.round(100 * strengths[i])}%` } as CSSProperties)
                    }
                    data-row={is.name}
                  >
                    <span className={styles.hidden}>{is.name} </span>
                    {values[i] ?? '–'}
                  </span>
                ))}
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
}
