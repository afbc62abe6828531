/** What many rolls of each kind come to, as a table. */
import { useDeferredValue, useMemo } from 'react';
import { corruptionKinds, type Source, type Tally, tallyOf } from '../../../labs/corruption.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { DefinedHead } from '../../widgets/definitions.tsx';
import styles from './corruption-lab.module.css';
import { useCorruptionWords } from './words/use-corruption-words.ts';

/** Tokens of the sentence that are predicted in the rolls of each kind. */
const countedTokens = 10_000;

const means = ['share', 'blanks', 'supervised', 'read'] as const;
const treatments = ['mask', 'random', 'same'] as const;

export function Tallies(props: { source: Source; share: number }) {
  const t = useCorruptionWords();
  const format = useFormats();
  // rolls are many: what is typed or drawn comes first
  const source = useDeferredValue(props.source);
  const share = useDeferredValue(props.share);
  const tallies = useMemo(
    () => corruptionKinds.map((kind) => [kind, tallyOf(kind, source, share, countedTokens)] as const),
    [source, share],
  );
  const shown = tallies.filter((one): one is [(typeof one)[0], Tally] => one[1] !== null);
  const specials = shown.reduce((sum, [, { treated }]) => sum + treated.special, 0);
  if (shown.length === 0) return null;
  return (
    <section className={styles.many} aria-labelledby="corruption-many">
      <h3 id="corruption-many" className={styles.name}>
        {t.many}
      </h3>
      <p className={styles.told}>{t.manyAbout(format.count(countedTokens), format.count(source.vocabulary.length))}</p>
      <div className={styles.scroll}>
        <table className={styles.tally} data-testid="corruption-tally">
          <thead>
            <tr>
              <th scope="col">{t.kind}</th>
              {[...means, ...treatments].map((name) => (
                <DefinedHead key={name} is={t.tally[name]} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(([kind, tally]) => (
              <tr key={kind} data-kind={kind}>
                <th scope="row">{t.kinds[kind]}</th>
                <td>{format.probability(tally.share)}</td>
                {(['blanks', 'supervised', 'read'] as const).map((name) => (
                  <td key={name}>{format.number(tally[name], 2)}</td>
                ))}
                {treatments.map((name) => (
                  <td key={name}>
                    {kind === 't5' || kind === 'glm' ? '–' : format.probability(tally.treated[name] / tally.taken)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.told}>{t.specials(format.count(specials))}</p>
    </section>
  );
}
