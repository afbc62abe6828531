/** The page *Blanks*: a block as GLM is trained on it, who sees whom, and blanks in a text of one's own. */
import { useState } from 'react';
import { useStrings } from '../../../i18n/language-context.tsx';
import { EmptyPage, NeedsRun, SidePage } from '../../../panels/side-page.tsx';
import { TrainedRun } from '../../../panels/trained-model.tsx';
import { ActionButton } from '../../../widgets/action-button.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { useLive } from '../../use-live.ts';
import { modeActions, nextBlockAction, redrawAction } from '../blanks-actions.ts';
import styles from './blanks-page.module.css';
import { Fill } from './fill.tsx';
import { Source } from './source.tsx';
import { BlanksMask, TwoParts } from './two-parts.tsx';
import { useAskingBlanks, useBlanks } from './use-blanks.ts';
import { useBlanksWords } from './words/use-blanks-words.ts';

function Empty() {
  const all = useStrings();
  const words = useBlanksWords();
  const { problem } = useLive(useBlanks((state) => state.desk?.sample));
  if (!problem) return <NeedsRun words={words} />;
  return (
    <EmptyPage texts={[all.errorText(problem)]}>
      {[nextBlockAction, redrawAction, ...modeActions].map((action) => (
        <ActionButton key={action.id} action={action} />
      ))}
    </EmptyPage>
  );
}

export function BlanksPage() {
  const title = useStrings().systems.glm.blanks.title;
  useAskingBlanks();
  const [lit, setLit] = useState<number | null>(null);
  const sample = useLive(useBlanks((state) => state.desk?.sample));
  const fill = useLive(useBlanks((state) => state.desk?.fill));
  return (
    <SidePage data-testid="blanks" data-asking={sample.isAsking || fill.isAsking}>
      {sample.answered ? (
        <>
          <TrainedRun />
          <Source sample={sample.answered.answer} at={sample.answered.at} />
          <div className={styles.columns}>
            <TwoParts sample={sample.answered.answer} lit={lit} onLit={setLit} />
            <BlanksMask className={styles.mask ?? ''} sample={sample.answered.answer} lit={lit} onLit={setLit} />
            <Fill sample={sample.answered.answer} />
          </div>
        </>
      ) : (
        <Panel id="blanks" title={title}>
          <Empty />
        </Panel>
      )}
    </SidePage>
  );
}
