/** The masking lab: a sentence to mask, the ways of masking side by side, the candidates of one of them, and many sentences at once. */

import { type ReactNode, useMemo } from 'react';
import { openRunAction, resumeAction } from '../../../actions/run-actions.ts';
import { useSession } from '../../../context.ts';
import { RecordedModels } from '../../../panels/recorded-models.tsx';
import { NeedsRun, SidePage } from '../../../panels/side-page.tsx';
import { ActionButton } from '../../../widgets/action-button.tsx';
import { DefinitionConfig } from '../../../widgets/definitions.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { useLab, useRealmConfig } from '../stores.ts';
import { useRealmStrings } from '../words/realm-words.ts';
import { LabColumns } from './lab-columns.tsx';
import { LabReadings } from './lab-readings.tsx';
import { LabSentencePanel } from './lab-sentence.tsx';
import { LabSummaryPanel } from './lab-summary.tsx';
import { TokenizerPanel } from './tokenizer-panel.tsx';
import { useLabWords } from './words/use-lab-words.ts';

function Empty() {
  const t = useLabWords();
  const canResume = useSession((state) => state.resumable !== null);
  const isRecorded = useSession((state) => state.isRecorded);
  // what a person has comes first, then what needs no training
  return (
    <NeedsRun words={isRecorded ? { ...t, emptyNew: t.emptyRecorded } : t}>
      {canResume ? <ActionButton action={resumeAction} kind="primary" /> : <RecordedModels />}
      <ActionButton action={openRunAction} />
    </NeedsRun>
  );
}

/** Definitions of numbers that were read with the lab's own switches speak of these, not of the run's. */
function LabDefinitions({ children }: { children: ReactNode }) {
  const config = useRealmConfig();
  const nullDocument = useLab((state) => state.nullDocument);
  const allowTrivial = useLab((state) => state.allowTrivial);
  const read = useMemo(
    () => ({ ...config, realm: { ...config.realm, nullDocument, allowTrivial } }),
    [config, nullDocument, allowTrivial],
  );
  return <DefinitionConfig value={read}>{children}</DefinitionConfig>;
}

export function LabPage() {
  const { title } = useRealmStrings().lab;
  const isReady = useLab((state) => state.views.salient !== null);
  const isAsking = useLab((state) => state.asking > 0);
  return (
    <SidePage data-testid="lab" data-asking={isAsking}>
      {isReady ? (
        <>
          <LabSentencePanel />
          <LabDefinitions>
            <LabColumns />
            <LabReadings />
          </LabDefinitions>
          <LabSummaryPanel />
          <TokenizerPanel />
        </>
      ) : (
        <Panel id="lab" title={title}>
          <Empty />
        </Panel>
      )}
    </SidePage>
  );
}
