/** Beside the table of a part: what the part does, and its numbers that are of the whole example. */

import type { ReactNode } from 'react';
import { movement, rankCorrelation, sameSigns } from '../../../../systems/realm/one-step.ts';
import type { RefreshReading } from '../../../../systems/realm/step-views.ts';
import { useFormats } from '../../../i18n/language-context.tsx';
import { shownShare, shownShares } from '../../../shown-share.ts';
import { Defined, useShortName } from '../../../widgets/definitions.tsx';
import { useRealmConfig } from '../stores.ts';
import type { RealmMetric } from '../words/en-metrics.ts';
import { realmMetric } from '../words/realm-words.ts';
import { workedMarginalOf } from '../worked.ts';
import type { Stage } from './slow-store.ts';
import { change, changesOf, digitsOf, type Readings, workedTwice } from './stage-columns.tsx';
import styles from './stage-numbers.module.css';
import { useSlowStrings } from './words/use-slow-words.ts';
import type { ShownChanges } from './worked-change.ts';

function Row({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.row}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function MetricRow({
  metric,
  label,
  worked,
  children,
}: {
  metric: RealmMetric;
  label?: string;
  worked?: string;
  children: ReactNode;
}) {
  const name = useShortName(realmMetric(metric));
  const more = worked === undefined ? {} : { worked };
  return (
    <Row
      label={
        <Defined is={realmMetric(metric)} {...more}>
          {label ?? name}
        </Defined>
      }
    >
      {children}
    </Row>
  );
}

function Numbers({ stage, before, after }: Readings & { stage: Exclude<Stage, 'refresh'> }) {
  const t = useSlowStrings();
  const format = useFormats();
  const { objective } = useRealmConfig().realm;
  const digits = digitsOf({ before, after }, objective, format);
  const marginal = Math.exp(before.logMarginal);
  const shiftOf = ({ shift, decimalsOfChange }: ShownChanges) => format.signed(shift, decimalsOfChange);
  if (stage === 'retriever') return null;
  const onlyMarginal = (
    <MetricRow metric="marginal" worked={workedMarginalOf(before, format)}>
      {shownShare(marginal, format, digits.marginal)}
    </MetricRow>
  );
  if (stage === 'reader') return onlyMarginal;
  const { predicted, actual } = changesOf({ before, after });
  if (stage === 'gradient') {
    const sum = before.candidates.reduce((total, { gradient }) => total + gradient, 0);
    return (
      <>
        {onlyMarginal}
        <MetricRow metric="gradientSum" label={t.example.sum}>
          {format.residue(sum)}
        </MetricRow>
        <MetricRow metric="sharedShift">{shiftOf(predicted)}</MetricRow>
        <MetricRow metric="stepRate">{format.significant(before.tangent!.learningRate, 3)}</MetricRow>
      </>
    );
  }
  if (!after || !actual) return null;
  const same = sameSigns(predicted.values, actual.values);
  const { distance, cosine } = movement(before.embeddings.query, after.embeddings.query);
  return (
    <>
      <MetricRow
        metric="marginal"
        worked={workedTwice(t, workedMarginalOf(before, format), workedMarginalOf(after, format))!}
      >
        {change(...shownShares([marginal, Math.exp(after.logMarginal)], format, digits.marginal))}
      </MetricRow>
      <MetricRow metric="moved" label={t.slow.numbers.query}>
        {format.significant(distance, 3)}, {format.number(cosine, 4)}
      </MetricRow>
      <MetricRow metric="sharedShift">
        {shiftOf(predicted)}, {shiftOf(actual)}
      </MetricRow>
      <MetricRow metric="sameSigns">{t.slow.position(same, before.candidates.length)}</MetricRow>
      <MetricRow metric="rankCorrelation">
        {format.signed(rankCorrelation(predicted.values, actual.values), 2)}
      </MetricRow>
      <MetricRow metric="stepRate">{format.significant(before.tangent!.learningRate, 3)}</MetricRow>
    </>
  );
}

function RefreshNumbers({ refresh: { before, after, embedMs, buildMs } }: { refresh: RefreshReading }) {
  const t = useSlowStrings().slow;
  const format = useFormats();
  const kept = after.blocks.filter((block) => before.blocks.includes(block)).length;
  return (
    <>
      <Row label={t.numbers.snapshot}>{change(format.count(before.takenAtStep), format.count(after.takenAtStep))}</Row>
      <Row label={t.numbers.kept}>{t.position(kept, after.blocks.length)}</Row>
      <Row label={t.numbers.took}>{t.numbers.tookText(format.duration(embedMs), format.duration(buildMs))}</Row>
    </>
  );
}

export function StageNumbers({
  stage,
  refresh,
  ...readings
}: Readings & { stage: Stage; refresh: RefreshReading | null }) {
  const t = useSlowStrings().slow;
  return (
    <section className={styles.side} aria-label={t.numbers.title}>
      <p className={styles.about}>{t.about[stage]}</p>
      {stage === 'refresh' && <p className={styles.note}>{t.refreshNote}</p>}
      <dl className={styles.numbers} data-testid="slow-numbers">
        {stage === 'refresh' ? (
          refresh && <RefreshNumbers refresh={refresh} />
        ) : (
          <Numbers stage={stage} {...readings} />
        )}
      </dl>
      {stage === 'update' && <p className={styles.note}>{t.bars}</p>}
      {(stage === 'update' || stage === 'gradient') && <p className={styles.note}>{t.scales}</p>}
    </section>
  );
}
