/** What the lab *Alignment* reads of a run of the system `seq2seq`: what it trains, and what it has measured. */
import type { Evaluation, RunConfig } from '../run/records.ts';
import type { Seq2SeqRunConfig } from '../systems/seq2seq/settings.ts';
import { type AlignmentChoice, exactByLength, type MeasuredAlignment } from './alignment.ts';

/** The questions that the lab puts to the run. */
export type { Alignment, Seq2SeqProbes } from '../systems/seq2seq/probes.ts';

export interface TrainedAlignment extends AlignmentChoice {
  /** Most symbols of a sequence that is reversed. */
  longest: number;
}

const isSeq2Seq = (config: RunConfig): config is Seq2SeqRunConfig => config.system === 'seq2seq';

/** What a run trains; null for a run of another system, or none. */
export function trainedOf(config: RunConfig | undefined): TrainedAlignment | null {
  if (!config || !isSeq2Seq(config)) return null;
  const { pairs, seq2seq } = config;
  const model = seq2seq.model === 'transformer' ? 'transformer' : seq2seq.attention;
  return { task: pairs.task, model, longest: pairs.longest };
}

const finite = (value: number | null | undefined) => (typeof value === 'number' && !Number.isNaN(value) ? value : null);

/** The newest evaluation; null before the first one. */
export function measuredOf(
  { task, model }: AlignmentChoice,
  evaluations: readonly Pick<Evaluation, 'metrics'>[],
): MeasuredAlignment | null {
  const metrics = evaluations.at(-1)?.metrics;
  const exact = finite(metrics?.exact);
  if (!metrics || exact === null) return null;
  const [aligned, alignedHead] = [finite(metrics.alignedArgmax), finite(metrics.alignedHead)];
  return { task, model, exact, byLength: exactByLength(metrics), aligned, alignedHead };
}
