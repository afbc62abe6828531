/** The masking lab: a sentence to mask, the ways of masking side by side, the candidates of one of them, and many sentences at once. */

import { openRunAction, resumeAction } from '../../../actions/run-actions.ts';
import { useLab, useSession } from '../../../context.ts';
import { t } from '../../../i18n/strings.ts';
import { Notices } from '../../../panels/notices.tsx';
import { ActionButton } from '../../../widgets/action-button.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { LabColumns } from './lab-columns.tsx';
import styles from './lab-page.module.css';
import { LabReadings } from './lab-readings.tsx';
import { LabSentencePanel } from './lab-sentence.tsx';
import { LabSummaryPanel } from './lab-summary.tsx';
import { TokenizerPanel } from './tokenizer-panel.tsx';

function Empty() {
  const opening = useSession((state) => state.status === 'opening' || state.info !== null);
  const canResume = useSession((state) => state.resumable !== null);
  if (opening) return <p className={styles.emptyText}>{t.lab.opening}</p>;
  return (
    <>
      <p className={styles.emptyHead}>{t.lab.empty}</p>
      <p className={styles.emptyText}>{t.lab.emptyText}</p>
      <div className={styles.buttons}>
        <ActionButton action={openRunAction} />
        {canResume && <ActionButton action={resumeAction} />}
      </div>
    </>
  );
}

export function LabPage() {
  const isReady = useLab((state) => state.views.salient !== null);
  const isAsking = useLab((state) => state.asking > 0);
  return (
    <main className={styles.main} data-testid="lab" data-asking={isAsking}>
      <div className={styles.notices}>
        <Notices />
      </div>
      {isReady ? (
        <>
          <LabSentencePanel />
          <LabColumns />
          <LabReadings />
          <LabSummaryPanel />
          <TokenizerPanel />
        </>
      ) : (
        <Panel id="lab" title={t.lab.title}>
          <Empty />
        </Panel>
      )}
    </main>
  );
}
