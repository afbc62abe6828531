/** The page *Ask*: a question, the documents that are read for it, their spans and the answer; beside it the same reader over BM25's documents. */

import type { QaConfig } from '../../../../systems/qa/settings.ts';
import { useShownConfig } from '../../../context.ts';
import { useStrings } from '../../../i18n/language-context.tsx';
import { NeedsRun, SidePage } from '../../../panels/side-page.tsx';
import { TrainedRun } from '../../../panels/trained-model.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import styles from './ask-page.module.css';
import { Edits } from './edits.tsx';
import { Question } from './question.tsx';
import { ReadingPanel } from './reading.tsx';
import { useAsk, useAsking } from './use-ask.ts';
import { useAskWords } from './words/use-ask-words.ts';

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
  const words = useAskWords();
  useAsking();
  const isReady = useAsk(({ questions }) => questions.length > 0);
  const isAsking = useAsk((state) => state.isAsking);
  return (
    <SidePage data-testid="ask" data-asking={isAsking}>
      {isReady ? (
        <>
          <TrainedRun />
          <Question />
          <Edits />
          <Readings />
        </>
      ) : (
        <Panel id="ask" title={title}>
          <NeedsRun words={words} />
        </Panel>
      )}
    </SidePage>
  );
}
