/** The page *Ask*: a question, the documents that are read for it, their spans and the answer; beside it the same reader over BM25's documents. */

import type { QaConfig } from '../../../../systems/qa/settings.ts';
import { openRunAction, resumeAction } from '../../../actions/run-actions.ts';
import { useSession, useShownConfig } from '../../../context.ts';
import { useStrings } from '../../../i18n/language-context.tsx';
import { EmptyPage, SidePage } from '../../../panels/side-page.tsx';
import { useCanTrain } from '../../../panels/start-buttons.tsx';
import { ActionButton } from '../../../widgets/action-button.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import styles from './ask-page.module.css';
import { Edits } from './edits.tsx';
import { Question } from './question.tsx';
import { ReadingPanel } from './reading.tsx';
import { useAsk, useAsking } from './use-ask.ts';
import { useAskWords } from './words/use-ask-words.ts';

function Empty() {
  const all = useStrings();
  const t = useAskWords();
  const canTrain = useCanTrain();
  const opening = useSession((state) => state.status === 'opening' || state.info !== null);
  const canResume = useSession((state) => state.resumable !== null);
  if (opening) return <EmptyPage texts={[t.opening]} />;
  const howToOpen = canResume ? t.emptyKept : t.emptyNew;
  return (
    <EmptyPage head={t.empty} texts={[t.emptyText, canTrain ? howToOpen : all.noWebGpu.needsRun]} outline={t.outline}>
      {canResume && <ActionButton action={resumeAction} kind="primary" />}
      <ActionButton action={openRunAction} kind={canResume ? 'plain' : 'primary'} />
    </EmptyPage>
  );
}

function Readings() {
  const t = useAskWords();
  const view = useAsk((state) => state.view);
  const config = useShownConfig() as QaConfig;
  if (!view) return null;
  if (config.qa.retriever === 'bm25') return <ReadingPanel title={t.lexicalLearned} reading={view} isMain />;
  return (
    <div className={styles.pair}>
      <ReadingPanel title={t.learned} reading={view} isMain />
      <ReadingPanel title={t.lexical} reading={view.bm25} isMain={false} />
    </div>
  );
}

export function AskPage() {
  const title = useStrings().systems.qa.ask.title;
  useAsking();
  const isReady = useAsk(({ questions }) => questions.length > 0);
  const isAsking = useAsk((state) => state.isAsking);
  return (
    <SidePage data-testid="ask" data-asking={isAsking}>
      {isReady ? (
        <>
          <Question />
          <Edits />
          <Readings />
        </>
      ) : (
        <Panel id="ask" title={title}>
          <Empty />
        </Panel>
      )}
    </SidePage>
  );
}
