/** One fact of the last measurement: what is answered with no document, with documents, and with changed ones. */
import { type FactReading, factSources } from '../../../labs/facts.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { Defined } from '../../widgets/definitions.tsx';
import frame from '../lab-frame.module.css';
import styles from './facts-lab.module.css';
import { useFactsWords } from './words/use-facts-words.ts';

export function OneFact({ reading, number, count }: { reading: FactReading; number: number; count: number }) {
  const t = useFactsWords();
  const format = useFormats();
  const { before, after, answer, changed } = reading;
  return (
    <section aria-label={t.one(number, count)} data-testid="facts-one">
      <p className={frame.told}>{t.one(number, count)}</p>
      <p className={styles.sentence}>
        {before}
        <span className={styles.blank} role="img" aria-label={t.blank} />
        {after}
      </p>
      <p className={frame.told}>{changed === null ? t.answer(answer) : t.changedTo(answer, changed)}</p>
      <table className={frame.figures}>
        <thead>
          <tr>
            <th scope="col">{t.readWith}</th>
            <th scope="col">{t.says}</th>
            <th scope="col">{t.probability}</th>
            <th scope="col">{t.rank}</th>
          </tr>
        </thead>
        <tbody>
          {factSources.map((source) => {
            const said = reading[source];
            return (
              said && (
                <tr key={source}>
                  <th scope="row">
                    <Defined is={t.sources[source]}>{t.sources[source].short}</Defined>
                  </th>
                  <td className={said.rank === 1 ? styles.right : undefined}>{said.word}</td>
                  <td>{format.probability(said.probability)}</td>
                  <td>{format.count(said.rank)}</td>
                </tr>
              )
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
