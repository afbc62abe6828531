/** The labs of the basics, in the order in which a class takes them: one entry each. */
import type { ComponentType } from 'react';
import { alignmentLab } from '../../labs/alignment.ts';
import { attentionLab } from '../../labs/attention.ts';
import { biasLab } from '../../labs/bias.ts';
import { corruptionLab } from '../../labs/corruption.ts';
import { factsLab } from '../../labs/facts.ts';
import { headsLab } from '../../labs/heads.ts';
import { inContextLab } from '../../labs/in-context.ts';
import { kindsLab } from '../../labs/kinds.ts';
import type { Lab, LabText } from '../../labs/lab.ts';
import { masksLab } from '../../labs/masks.ts';
import { tablePreset } from '../../labs/position-table.ts';
import { positionsLab } from '../../labs/positions.ts';
import { pretrainingsLab } from '../../labs/pretrainings.ts';
import { regressionLab } from '../../labs/regression.ts';
import { subwordsLab } from '../../labs/subwords.ts';
import { AlignmentLab } from './alignment/alignment-lab.tsx';
import { useAlignmentWords } from './alignment/words/use-alignment-words.ts';
import { AttentionLab } from './attention/attention-lab.tsx';
import { useAttentionWords } from './attention/words/use-attention-words.ts';
import { BiasLab } from './bias/bias-lab.tsx';
import { useBiasWords } from './bias/words/use-bias-words.ts';
import { CorruptionLab } from './corruption/corruption-lab.tsx';
import { useCorruptionWords } from './corruption/words/use-corruption-words.ts';
import { FactsLab } from './facts/facts-lab.tsx';
import { useFactsWords } from './facts/words/use-facts-words.ts';
import { HeadsLab } from './heads/heads-lab.tsx';
import { useHeadsWords } from './heads/words/use-heads-words.ts';
import { InContextLab } from './in-context/in-context-lab.tsx';
import { useInContextWords } from './in-context/words/use-in-context-words.ts';
import { KindsLab } from './kinds/kinds-lab.tsx';
import { useKindsWords } from './kinds/words/use-kinds-words.ts';
import { MasksLab } from './masks/masks-lab.tsx';
import { useMasksWords } from './masks/words/use-masks-words.ts';
import { PositionsLab } from './positions/positions-lab.tsx';
import { usePositionsWords } from './positions/words/use-positions-words.ts';
import { PretrainingsLab } from './pretrainings/pretrainings-lab.tsx';
import { usePretrainingsWords } from './pretrainings/words/use-pretrainings-words.ts';
import { RegressionLab } from './regression/regression-lab.tsx';
import { useRegressionWords } from './regression/words/use-regression-words.ts';
import { SubwordsLab } from './subwords/subwords-lab.tsx';
import { useSubwordsWords } from './subwords/words/use-subwords-words.ts';

export interface LabEntry {
  lab: Pick<Lab<never>, 'id' | 'minutes' | 'right' | 'exercises'>;
  useText(): LabText;
  View: ComponentType;
  /** The preset whose run it looks into first; absent: it computes at once. */
  looksInto?: string;
}

export const labs: readonly LabEntry[] = [
  { lab: attentionLab, useText: () => useAttentionWords().text, View: AttentionLab },
  { lab: positionsLab, useText: () => usePositionsWords().text, View: PositionsLab, looksInto: tablePreset },
  { lab: subwordsLab, useText: () => useSubwordsWords().text, View: SubwordsLab },
  { lab: masksLab, useText: () => useMasksWords().text, View: MasksLab },
  { lab: corruptionLab, useText: () => useCorruptionWords().text, View: CorruptionLab },
  { lab: alignmentLab, useText: () => useAlignmentWords().text, View: AlignmentLab, looksInto: 'seq2seq' },
  { lab: headsLab, useText: () => useHeadsWords().text, View: HeadsLab, looksInto: 'bios' },
  { lab: pretrainingsLab, useText: () => usePretrainingsWords().text, View: PretrainingsLab, looksInto: 'pretraining' },
  { lab: biasLab, useText: () => useBiasWords().text, View: BiasLab, looksInto: 'vectors' },
  { lab: inContextLab, useText: () => useInContextWords().text, View: InContextLab, looksInto: 'in-context' },
  {
    lab: regressionLab,
    useText: () => useRegressionWords().text,
    View: RegressionLab,
    looksInto: 'in-context-regression',
  },
  { lab: factsLab, useText: () => useFactsWords().text, View: FactsLab, looksInto: 'first' },
  { lab: kindsLab, useText: () => useKindsWords().text, View: KindsLab, looksInto: 'bios' },
];
