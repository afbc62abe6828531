/** What the run on screen has measured, for the lab. */
import { useMemo } from 'react';
import { type AttentionKind, exactByLength, type MeasuredAlignment } from '../../../labs/alignment.ts';
import type { Evaluation, RunConfig } from '../../../run/records.ts';
import type { Seq2SeqRunConfig } from '../../../systems/seq2seq/settings.ts';
import { useSession } from '../../context.ts';

export const isSeq2Seq = (config: RunConfig | undefined): config is Seq2SeqRunConfig => config?.system === 'seq2seq';

/** The task and the attention of a run. */
export const choiceOf = ({ pairs, seq2seq }: Seq2SeqRunConfig) => ({
  task: pairs.task,
  attention: seq2seq.attention as AttentionKind,
});

const finite = (value: number | null | undefined) =>
  value === null || value === undefined || Number.isNaN(value) ? null : value;

/** The newest evaluation; null before the first one. */
export function measuredOf(config: Seq2SeqRunConfig, evaluations: readonly Evaluation[]): MeasuredAlignment | null {
  const metrics = evaluations.at(-1)?.metrics;
  const exact = finite(metrics?.exact);
  if (!metrics || exact === null) return null;
  return { ...choiceOf(config), exact, byLength: exactByLength(metrics), aligned: finite(metrics.alignedArgmax) };
}

/** The open run of sequence to sequence with its evaluations; null where there is none. */
export function useRun(): { config: Seq2SeqRunConfig; evaluations: readonly Evaluation[]; step: number } | null {
  const config = useSession(({ info }) => info?.config);
  const evaluations = useSession((state) => state.evaluations);
  const step = useSession(({ now }) => now?.step ?? 0);
  return useMemo(() => (isSeq2Seq(config) ? { config, evaluations, step } : null), [config, evaluations, step]);
}
