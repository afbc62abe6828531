/** The candidates with what one part of the step computed for each of them. */

import { LanguageMark } from '../../../documents/language-mark.tsx';
import { useFormats } from '../../../i18n/language-context.tsx';
import { DefinedHead, useShortName } from '../../../widgets/definitions.tsx';
import { MarkedText } from '../candidate-row.tsx';
import { excerptOf } from '../excerpt.ts';
import { useRealmConfig } from '../stores.ts';
import type { RealmMetric } from '../words/en-metrics.ts';
import { realmMetric } from '../words/realm-words.ts';
import type { Stage } from './slow-store.ts';
import { type Column, columnsOf, type Readings } from './stage-columns.tsx';
import styles from './stage-table.module.css';
import { useSlowStrings } from './words/use-slow-words.ts';

const idOf = ({ head }: Column) => (typeof head === 'string' ? head : head.id);

function Head({ head, isWide }: Column) {
  const className = isWide ? styles.wide : undefined;
  if (typeof head === 'string') return <DefinedHead is={realmMetric(head)} className={className} />;
  return (
    <th scope="col" className={className}>
      {head.words}
    </th>
  );
}

/** The name of a column beside its value, where there is no room for a head. */
export function Label({ head }: Pick<Column, 'head'>) {
  return <span className={styles.label}>{typeof head === 'string' ? <Named metric={head} /> : head.words}</span>;
}

function Named({ metric }: { metric: RealmMetric }) {
  return useShortName(realmMetric(metric));
}

/** Title and text of a candidate, with the answer marked. */
export function DocumentCell(props: {
  title: string;
  text: string;
  language?: string | undefined;
  answers: { start: number; end: number }[];
}) {
  const t = useSlowStrings().example;
  return (
    <th scope="row" className={styles.document}>
      <span className={styles.title}>
        <LanguageMark language={props.language} />
        <span lang={props.language}>{props.title || t.untitled}</span>
      </span>
      <span className={styles.text} lang={props.language}>
        <MarkedText candidate={excerptOf(props)} />
      </span>
    </th>
  );
}

export function StageTable({ stage, ...readings }: Readings & { stage: Exclude<Stage, 'refresh'> }) {
  const t = useSlowStrings();
  const format = useFormats();
  const { objective } = useRealmConfig().realm;
  const columns = columnsOf(stage, { ...readings, format, t, objective });
  const { candidates } = readings.before;
  const order = candidates.map((_, z) => z).sort((a, b) => candidates[b]!.prior - candidates[a]!.prior);
  return (
    <table className={styles.table} aria-label={t.slow.table(t.slow.stages[stage])} data-testid="slow-table">
      <thead>
        <tr>
          <th scope="col">{t.example.document}</th>
          {columns.map((column) => (
            <Head key={idOf(column)} {...column} />
          ))}
        </tr>
      </thead>
      <tbody>
        {order.map((z) => {
          const candidate = candidates[z]!;
          const isNull = candidate.document === null;
          return (
            <tr
              key={isNull ? '(null)' : `${candidate.document} ${candidate.text}`}
              data-testid="slow-candidate"
              data-prior={candidate.prior}
              data-after={readings.after?.candidates[z]?.prior}
            >
              {isNull ? (
                <DocumentCell title={t.example.nullTitle} text={t.example.nullText} answers={[]} />
              ) : (
                <DocumentCell {...candidate} />
              )}
              {columns.map((column) => (
                <td key={idOf(column)} className={styles.cell}>
                  <Label {...column} />
                  {column.cell(z)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
