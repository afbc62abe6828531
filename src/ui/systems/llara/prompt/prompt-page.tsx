/** The page *Prompt*: a block in LLaRA's joint pass, what its two embeddings predict, and a question that is searched with them and by BM25. */
import { useState } from 'react';
import { useStrings } from '../../../i18n/language-context.tsx';
import { EmptyPage, NeedsRun, SidePage } from '../../../panels/side-page.tsx';
import { TrainedRun } from '../../../panels/trained-model.tsx';
import { ActionButton } from '../../../widgets/action-button.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { useLive } from '../../use-live.ts';
import { previousPromptAction } from '../prompt-actions.ts';
import { Guesses } from './guesses.tsx';
import { Joint, JointMask } from './joint.tsx';
import styles from './prompt-page.module.css';
import { Search } from './search.tsx';
import { useAskingPrompt, usePrompt } from './use-prompt.ts';
import { usePromptWords } from './words/use-prompt-words.ts';

function Empty() {
  const all = useStrings();
  const words = usePromptWords();
  const { problem } = useLive(usePrompt((state) => state.desk?.joint));
  if (!problem) return <NeedsRun words={words} />;
  return (
    <EmptyPage texts={[all.errorText(problem)]}>
      <ActionButton action={previousPromptAction} />
    </EmptyPage>
  );
}

export function PromptPage() {
  const title = useStrings().systems.llara.prompt.title;
  useAskingPrompt();
  const [lit, setLit] = useState<number | null>(null);
  const joint = useLive(usePrompt((state) => state.desk?.joint));
  const search = useLive(usePrompt((state) => state.desk?.search));
  return (
    <SidePage data-testid="prompt" data-asking={joint.isAsking || search.isAsking}>
      {joint.answered ? (
        <>
          <TrainedRun />
          <Joint answer={joint.answered.answer} at={joint.answered.at} lit={lit} onLit={setLit} />
          <div className={styles.pair}>
            <Guesses answer={joint.answered.answer} />
            <JointMask answer={joint.answered.answer} lit={lit} onLit={setLit} />
          </div>
          <Search />
        </>
      ) : (
        <Panel id="prompt" title={title}>
          <Empty />
        </Panel>
      )}
    </SidePage>
  );
}
