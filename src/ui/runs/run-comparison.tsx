/** Kept runs side by side: the settings that differ, and what came of each. */

import { runPosition } from '../../state/progress.ts';
import type { RunEntry } from '../../state/run-archive.ts';
import { differingSettings, outcomesOf, type PairedOutcome, wholeOutcomes } from '../../state/run-comparison.ts';
import { describeRun } from '../../state/run-description.ts';
import { metricFormat } from '../format.ts';
import { shortName } from '../i18n/definition.ts';
import type { DefinitionKey } from '../i18n/en/definitions.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import { intervalText } from '../panels/measured-table.tsx';
import { Defined } from '../widgets/definitions.tsx';
import styles from './run-comparison.module.css';
import { runName } from './run-name.ts';
import { durationWords } from './run-words.ts';
import { useRunWords } from './words/use-run-words.ts';

function Row({ name, values, is }: { name: string; values: readonly string[]; is?: DefinitionKey }) {
  return (
    <tr>
      <th scope="row">{is ? <Defined is={is}>{name}</Defined> : name}</th>
      {values.map((value, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column has no other name
        <td key={i}>{value}</td>
      ))}
    </tr>
  );
}

function Heading({ title, width }: { title: string; width: number }) {
  return (
    <tr>
      <th scope="rowgroup" colSpan={width + 1} className={styles.heading}>
        {title}
      </th>
    </tr>
  );
}

export function RunComparison({ entries }: { entries: readonly RunEntry[] }) {
  const t = useStrings();
  const own = useRunWords();
  const format = useFormats();
  const words = own.compare;
  const settings = differingSettings(entries);
  const whole = wholeOutcomes(entries);
  const width = entries.length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={words.table} data-testid="comparison">
      <table className={styles.table}>
        <caption className={styles.caption}>{words.title}</caption>
        <thead>
          <tr>
            <td />
            {entries.map((entry) => (
              <th key={entry.runId} scope="col">
                {runName(entry, t)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Heading title={settings.length > 0 ? words.settings : words.same} width={width} />
          {settings.map(({ key, values }) => (
            <Row key={key} name={key} values={values.map((value) => value ?? '–')} />
          ))}
        </tbody>
        <tbody>
          <Heading title={words.outcome} width={width} />
          <Row
            name={words.steps}
            values={entries.map(({ config, now }) => format.count(runPosition(describeRun(config).phases, now)))}
          />
          <Row name={words.time} values={entries.map(({ trainedMs }) => durationWords(trainedMs, t))} />
          {outcomesOf(entries).flatMap(({ metric, last, best }) => {
            const { system } = entries[0]!.config;
            const name = shortName(t.metricWords(system, metric.id, metric));
            const written = metricFormat(metric, format);
            const where = (i: number) => {
              const { phase, step } = best![i]!.at;
              return t.atStep(t.phaseName(entries[i]!.config.system, phase), step);
            };
            return [
              <Row key={metric.id} name={best ? words.last(name) : name} values={last.map(written)} />,
              ...(best
                ? [
                    <Row
                      key={`${metric.id} best`}
                      name={words.best(name)}
                      values={best.map((one, i) => (one ? words.valueAt(written(one.value), where(i)) : '–'))}
                    />,
                  ]
                : []),
            ];
          })}
        </tbody>
        {whole.length > 0 && (
          <tbody>
            <Heading title={words.all} width={width} />
            {whole.flatMap(({ metric, values, paired }) => {
              const name = shortName(t.metricWords(entries[0]!.config.system, metric.id, metric));
              const cell = (outcome: PairedOutcome) => {
                if (outcome === null) return '–';
                if (outcome === 'other-corpus') return words.otherCorpus;
                const { onlyFirst, onlySecond, p } = outcome;
                return words.test(format.count(onlyFirst), format.count(onlySecond), format.probability(p));
              };
              return [
                <Row
                  key={metric.id}
                  is="interval"
                  name={name}
                  values={values.map((row) => (row ? intervalText(row, metric, format) : '–'))}
                />,
                ...(paired
                  ? [
                      <Row
                        key={`${metric.id} paired`}
                        is="mcnemar"
                        name={words.paired(name)}
                        values={[words.first, ...paired.map(cell)]}
                      />,
                    ]
                  : []),
              ];
            })}
          </tbody>
        )}
      </table>
    </section>
  );
}
