/** The labs of the basics, in the order in which a class takes them: one entry each. */
import type { ComponentType } from 'react';
import { attentionLab } from '../../labs/attention.ts';
import { headsLab } from '../../labs/heads.ts';
import type { Lab, LabText } from '../../labs/lab.ts';
import { positionsLab } from '../../labs/positions.ts';
import { subwordsLab } from '../../labs/subwords.ts';
import { AttentionLab } from './attention/attention-lab.tsx';
import { useAttentionWords } from './attention/words/use-attention-words.ts';
import { HeadsLab } from './heads/heads-lab.tsx';
import { useHeadsWords } from './heads/words/use-heads-words.ts';
import { PositionsLab } from './positions/positions-lab.tsx';
import { usePositionsWords } from './positions/words/use-positions-words.ts';
import { SubwordsLab } from './subwords/subwords-lab.tsx';
import { useSubwordsWords } from './subwords/words/use-subwords-words.ts';

export interface LabEntry {
  lab: Pick<Lab<never>, 'id' | 'minutes' | 'right' | 'exercises'>;
  useText(): LabText;
  View: ComponentType;
}

export const labs: readonly LabEntry[] = [
  { lab: attentionLab, useText: () => useAttentionWords().text, View: AttentionLab },
  { lab: positionsLab, useText: () => usePositionsWords().text, View: PositionsLab },
  { lab: subwordsLab, useText: () => useSubwordsWords().text, View: SubwordsLab },
  { lab: headsLab, useText: () => useHeadsWords().text, View: HeadsLab },
];
