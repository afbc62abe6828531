/** What was measured of the run on screen, a row for each measurement. */

import { type FactsState, factSources } from '../../../labs/facts.ts';
import { useFormats, useStrings } from '../../i18n/language-context.tsx';
import { DefinedHead } from '../../widgets/definitions.tsx';
import { Sentences } from '../../widgets/sentences.tsx';
import frame from '../lab-frame.module.css';
import { useFactsWords } from './words/use-facts-words.ts';

export function FactsTable({ state: { rows, group, measure } }: { state: FactsState }) {
  const t = useFactsWords();
  const all = useStrings();
  const format = useFormats();
  const last = rows.at(-1)?.groups[group];
  if (!last) return <p className={frame.told}>{t.none}</p>;
  const { severalTokens, unknown, noCandidates } = last.skipped;
  return (
    <>
      <table className={frame.figures} aria-label={t.table} data-testid="facts-rows">
        <thead>
          <tr>
            <th scope="col">{t.moment}</th>
            {factSources.map((source) => (
              <DefinedHead key={source} is={t.sources[source]} />
            ))}
            <DefinedHead is={t.old} />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ phase, step, groups }, i) => {
            const row = groups[group];
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are appended and have no other name
              <tr key={i}>
                <th scope="row">{all.atStep(all.phaseName('realm', phase), step)}</th>
                {factSources.map((source) => (
                  <td key={source}>{format.probability(row[source]?.[measure])}</td>
                ))}
                <td>{format.probability(row.edited?.old)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={frame.told}>
        <Sentences>
          {t.facts(last.index.facts)}
          {t.skipped(severalTokens, unknown, noCandidates)}
          {last.parameters === null && t.notAlone}
          {last.edited === null ? t.notChangeable : t.renewed(last.edited.facts, last.index.facts)}
        </Sentences>
      </p>
    </>
  );
}
