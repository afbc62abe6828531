/** One way to corrupt the sentence: what is read, what is predicted below it, and a mark that a person sets. */
import type { Corruption, CorruptionKind, ReadToken } from '../../../labs/corruption.ts';
import { supervised } from '../../../labs/corruption.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { SwitchField } from '../../widgets/fields.tsx';
import styles from './corruption-lab.module.css';
import { useCorruptionWords } from './words/use-corruption-words.ts';

function Tokens({ label, tokens }: { label: string; tokens: readonly ReadToken[] }) {
  const t = useCorruptionWords();
  return (
    <div className={styles.part}>
      <h4 className={styles.partName}>{label}</h4>
      <ol className={styles.tokens}>
        {tokens.map(({ piece, role, target }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
          <li key={i} className={styles.token} data-role={role} data-predicts={target !== null || undefined}>
            <span className={styles.piece}>{piece}</span>
            {(role === 'random' || role === 'keep') && <span className={styles.hidden}>, {t.roles[role]}</span>}
            {target !== null && (
              <span className={styles.target}>
                <span className={styles.hidden}>, {t.predicts(target)}</span>
                <span aria-hidden="true">{target}</span>
              </span>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

export interface CorruptionRowProps {
  kind: CorruptionKind;
  /** null: nothing was taken out; `why` says why. */
  made: Corruption | null;
  why: string;
  isMarked: boolean;
  onMark(isMarked: boolean): void;
}

export function CorruptionRow({ kind, made, why, isMarked, onMark }: CorruptionRowProps) {
  const t = useCorruptionWords();
  const format = useFormats();
  return (
    <section className={styles.row} aria-label={t.kinds[kind]} data-kind={kind}>
      <div className={styles.head}>
        <h3 className={styles.name}>{t.kinds[kind]}</h3>
        <SwitchField name={`corruption-${kind}`} label={t.tells} value={isMarked} onChange={onMark} />
      </div>
      <p className={styles.sees}>{t.sees[kind]}</p>
      {made ? (
        <>
          <Tokens label={t.encoder} tokens={made.encoder} />
          {made.decoder.length > 0 && <Tokens label={t.decoder} tokens={made.decoder} />}
          <p className={styles.told} data-testid={`corruption-${kind}`}>
            {t.counted(format.count(supervised(made)), format.count(made.taken), format.count(made.blanks))}
          </p>
        </>
      ) : (
        <p className={styles.told} data-testid={`corruption-${kind}`}>
          {why}
        </p>
      )}
    </section>
  );
}
