/** How much comes out right, by the length of the source, as the run trains. */
import { type AlignmentState, exactByLength, limitChoices } from '../../../labs/alignment.ts';
import { measuredOf, type TrainedAlignment } from '../../../labs/alignment-run.ts';
import type { Evaluation } from '../../../run/records.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { ChoiceRow } from '../../widgets/choice.tsx';
import { Defined } from '../../widgets/definitions.tsx';
import type { Desk } from '../use-desk.ts';
import styles from './alignment-lab.module.css';
import { HeatTable } from './heat-table.tsx';
import { useAlignmentWords } from './words/use-alignment-words.ts';

/** Evaluations that the table shows, the newest last. */
const shownRows = 12;

interface LengthsProps {
  trained: TrainedAlignment;
  evaluations: readonly Evaluation[];
  desk: Desk<AlignmentState>;
}

export function Lengths({ trained, evaluations, desk }: LengthsProps) {
  const t = useAlignmentWords();
  const format = useFormats();
  const measured = measuredOf(trained, evaluations);
  if (!measured) return <p className={styles.note}>{t.notMeasured}</p>;
  const lengths = measured.byLength.map(({ length }) => length);
  return (
    <>
      <p data-testid="alignment-measured">
        <Defined is={t.exact}>{t.exact.name}</Defined> <strong>{format.share(measured.exact, 2)}</strong>
        {measured.aligned !== null && (
          <>
            {' · '}
            <Defined is={t.aligned}>{t.aligned.name}</Defined> <strong>{format.share(measured.aligned, 2)}</strong>
          </>
        )}
        {measured.alignedHead !== null && (
          <>
            {' · '}
            <Defined is={t.alignedHead}>{t.alignedHead.name}</Defined>{' '}
            <strong>{format.share(measured.alignedHead, 2)}</strong>
          </>
        )}
      </p>
      {lengths.length > 0 && (
        <HeatTable
          label={t.byLength.name}
          caption={<Defined is={t.byLength}>{t.byLength.name}</Defined>}
          testId="alignment-lengths"
          corner={`${t.step} \\ ${t.length}`}
          columns={lengths.map((length) => ({ key: String(length), label: String(length) }))}
          rows={evaluations.slice(-shownRows).map(({ step, metrics }) => {
            const shares = new Map(exactByLength(metrics).map(({ length, exact }) => [length, exact]));
            return { key: String(step), label: String(step), cells: lengths.map((one) => shares.get(one) ?? null) };
          })}
          write={(share) => format.share(share, 2)}
        />
      )}
      {measured.task === 'reversal' && measured.model === 'none' && (
        <ChoiceRow
          name="alignment-limit"
          label={t.limit}
          value={String(desk.state.limit ?? '')}
          choices={[['', t.notSaid] as const, ...limitChoices.map((one) => [String(one), String(one)] as const)]}
          onChange={(length) => desk.edit({ limit: length === '' ? null : Number(length) })}
        />
      )}
    </>
  );
}
