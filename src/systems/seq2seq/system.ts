/** Sequence to sequence on generated pairs: GRUs (Cho et al. 2014; Bahdanau et al. 2015; Luong et al. 2015) with attention or a fixed vector, or a transformer (Vaswani et al. 2017). */
import type { System } from '../../run/system.ts';
import { seq2seqCurves, seq2seqMetrics } from './metrics.ts';
import { seq2seqPresets } from './presets.ts';
import { type Seq2SeqRunConfig, seq2seqConflicts, seq2seqSettings } from './settings.ts';

const code = () => import('./open.ts');

export const seq2seq: System<Seq2SeqRunConfig> = {
  id: 'seq2seq',
  settings: seq2seqSettings,
  presets: seq2seqPresets,
  ownText: 'seq2seq',
  stepsKey: 'seq2seq.steps',
  metrics: seq2seqMetrics,
  curves: seq2seqCurves,
  hasCurve({ id }, { pairs, seq2seq: { attention } }) {
    if (id === 'exactByLength') return pairs.task === 'reversal';
    return id !== 'aligned' || (pairs.task === 'reversal' && attention === 'dot');
  },
  phases: (config) => [{ id: 'seq2seq', steps: config.seq2seq.steps }],
  conflicts: seq2seqConflicts,
  load: code,
  open: async (context) => (await code()).openSeq2Seq(context),
};
