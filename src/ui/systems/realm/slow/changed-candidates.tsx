/** The candidates of one example at two moments, with the digits of the example's own table. */

import type { RealmConfig } from '../../../../systems/realm/settings.ts';
import type { CandidateView, ExampleView } from '../../../../systems/realm/views.ts';
import { GhostBar } from '../../../charts/ghost-bar.tsx';
import { useFormats } from '../../../i18n/language-context.tsx';
import { shownShare, shownShares } from '../../../shown-share.ts';
import { DefinedHead } from '../../../widgets/definitions.tsx';
import { type ShownDigits, shownGradients } from '../shown-digits.ts';
import { realmMetric } from '../words/realm-words.ts';
import { workedGradient, workedLog, workedPrior } from '../worked.ts';
import { type CandidateChange, candidateChanges, type Ranked } from './changes.ts';
import { change, digitsOf, Share, workedTwice } from './stage-columns.tsx';
import table from './stage-table.module.css';
import { DocumentCell, Label } from './stage-table.tsx';
import { useSlowStrings } from './words/use-slow-words.ts';

const absent = '–';

/** One example at two moments, and how its numbers are written. */
interface Compared {
  before: ExampleView;
  after: ExampleView;
  objective: RealmConfig['realm']['objective'];
  digits: ShownDigits;
}

function CandidateCells({ one, of }: { one: CandidateChange; of: Compared }) {
  const t = useSlowStrings();
  const format = useFormats();
  const { objective, digits } = of;
  const { before, after } = one;
  const pair = (name: 'prior' | 'likelihood') => {
    if (before && after) return change(...shownShares([before[name], after[name]], format, digits.share));
    const shown = (ranked: Ranked | null) => (ranked ? shownShare(ranked[name], format, digits.share) : absent);
    return change(shown(before), shown(after));
  };
  const rank = (ranked: Ranked | null) => (ranked ? format.count(ranked.rank) : absent);
  const gradient = (ranked: Ranked | null) => (ranked ? format.signed(ranked.gradient) : absent);
  const gradients: [string, string] =
    before && after ? shownGradients([before.gradient, after.gradient], format) : [gradient(before), gradient(after)];
  const worked = (formula: (candidate: CandidateView, example: ExampleView) => string | undefined) =>
    workedTwice(
      t,
      before ? formula(before.candidate, of.before) : undefined,
      after ? formula(after.candidate, of.after) : undefined,
    );
  return (
    <>
      <td className={table.cell}>
        <Label head={{ words: t.slow.columns.rank, id: 'rank' }} />
        {change(rank(before), rank(after))}
        {!before && <span className={table.came}>{t.slow.came}</span>}
        {!after && <span className={table.went}>{t.slow.went}</span>}
      </td>
      <td className={table.cell}>
        <Label head="prior" />
        <Share
          metric="prior"
          text={pair('prior')}
          worked={worked((z, { candidates }) => workedPrior(z, candidates, digits.score, format))}
          bar={<GhostBar value={after?.prior ?? 0} before={before?.prior ?? 0} colour="--prior" />}
        />
      </td>
      <td className={table.cell}>
        <Label head="likelihood" />
        <Share
          metric="likelihood"
          text={pair('likelihood')}
          worked={worked(({ likelihood }) => workedLog('p(y|z,x)', Math.log(likelihood), format))}
        />
      </td>
      <td className={table.cell}>
        <Label head="gradient" />
        <Share
          metric="gradient"
          text={change(...gradients)}
          worked={worked((z, { logMarginal }) => workedGradient(z, Math.exp(logMarginal), objective, format))}
        />
      </td>
    </>
  );
}

/** The candidates of an example at two moments. */
export function ChangedCandidates({ before, after, objective }: Omit<Compared, 'digits'>) {
  const t = useSlowStrings();
  const format = useFormats();
  const of = { before, after, objective, digits: digitsOf({ before, after }, objective, format) };
  return (
    <table className={table.table} aria-label={t.slow.changed.table} data-testid="changed-table">
      <thead>
        <tr>
          <th scope="col">{t.example.document}</th>
          <th scope="col">{t.slow.columns.rank}</th>
          <DefinedHead is={realmMetric('prior')} className={table.wide} />
          <DefinedHead is={realmMetric('likelihood')} />
          <DefinedHead is={realmMetric('gradient')} className={table.wide} />
        </tr>
      </thead>
      <tbody>
        {candidateChanges(before, after).map((one) => {
          const { candidate } = one;
          return (
            <tr
              key={`${candidate.document} ${candidate.text}`}
              data-testid="changed-candidate"
              data-before={one.before?.rank}
              data-after={one.after?.rank}
            >
              {candidate.document === null ? (
                <DocumentCell title={t.example.nullTitle} text={t.example.nullText} answers={[]} />
              ) : (
                <DocumentCell {...candidate} />
              )}
              <CandidateCells one={one} of={of} />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
