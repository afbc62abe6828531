/** The page Slow motion: one step of the run taken apart. */

import { phaseOffset, runPosition } from '../../../../state/progress.ts';
import { openModelsAction } from '../../../actions/recording-actions.ts';
import { resumeAction } from '../../../actions/run-actions.ts';
import { useSession } from '../../../context.ts';
import { useStrings } from '../../../i18n/language-context.tsx';
import { EmptyPage, SidePage } from '../../../panels/side-page.tsx';
import { useCanTrain } from '../../../panels/start-buttons.tsx';
import { ActionButton } from '../../../widgets/action-button.tsx';
import { SelectField } from '../../../widgets/fields.tsx';
import { NextIcon, PreviousIcon } from '../../../widgets/icons.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import {
  anotherStepAction,
  goToJointAction,
  nextInBatchAction,
  previousInBatchAction,
} from '../actions/slow-actions.ts';
import { MaskedSentence } from '../masked-sentence.tsx';
import { useRealm, useSlow } from '../stores.ts';
import { ChangedPanel } from './changed-panel.tsx';
import { RefreshTable } from './refresh-table.tsx';
import styles from './slow-page.module.css';
import { lackOf, type SlowState, stages } from './slow-store.ts';
import { StageNumbers } from './stage-numbers.tsx';
import { StageTable } from './stage-table.tsx';
import { StepParts } from './step-parts.tsx';
import { useSlowStrings } from './words/use-slow-words.ts';

const batches = ['next', 'latest'] as const;

/** Which example: its batch, and its number there. */
function Choice() {
  const t = useSlowStrings().slow;
  const { slow } = useRealm();
  const before = useSlow((state) => state.before);
  const batch = useSlow((state) => state.batch);
  const isWorking = useSlow((state) => state.working !== null);
  const canRead = useSession((state) => lackOf(state) === null);
  return (
    <div className={styles.choice}>
      <SelectField
        inline
        label={t.batch}
        value={batch}
        choices={batches.map((id) => ({ id, label: t.batches[id] }))}
        onChange={(id) => slow.chooseBatch(id as SlowState['batch'])}
        name="slow-batch"
        isDisabled={isWorking || !canRead}
      />
      {before && <span className={styles.position}>{t.position(before.index + 1, before.count)}</span>}
      <ActionButton action={previousInBatchAction} kind="quiet" icon={<PreviousIcon />} />
      <ActionButton action={nextInBatchAction} kind="quiet" icon={<NextIcon />} />
    </div>
  );
}

/** Why there is no example, and how to get one. */
function Empty() {
  const all = useStrings();
  const t = useSlowStrings().slow;
  const lack = useSession(lackOf);
  const info = useSession((state) => state.info);
  const now = useSession((state) => state.now);
  const isEmpty = useSlow((state) => state.isEmpty);
  const canTrain = useCanTrain();
  const canResume = useSession((state) => state.resumable !== null);
  if (lack === null) {
    if (!isEmpty) return null;
    return <EmptyPage head={t.none.batch} texts={[t.none.batchText]} />;
  }
  const left = info && now ? phaseOffset(info.phases, 'joint') - runPosition(info.phases, now) : 0;
  const text =
    lack === 'joint'
      ? t.none.jointText(all.phaseName('realm', now?.phase ?? ''), Math.max(1, left))
      : t.none[`${lack}Text`];
  return (
    <EmptyPage
      head={t.none[lack]}
      texts={[canTrain ? text : all.noWebGpu.needsRun]}
      outline={stages.map((stage) => ({ head: t.stages[stage], text: t.about[stage] }))}
    >
      {lack === 'run' && <ActionButton action={canResume ? resumeAction : openModelsAction} kind="primary" />}
      {lack !== 'step' && <ActionButton action={goToJointAction} kind="primary" />}
    </EmptyPage>
  );
}

export function SlowPage() {
  const t = useSlowStrings().slow;
  const { before, after, refresh, stage, working, hasPaused, batch, isEmpty } = useSlow((state) => state);
  const isRunning = useSession((state) => state.status === 'running');
  const said = isRunning ? t.running : hasPaused ? t.paused : '';
  return (
    <SidePage data-testid="slow" data-working={working ?? 'nothing'} data-stage={stage}>
      <Panel id="slow" title={t.heading} aside={(before || isEmpty) && <Choice />}>
        <output className={styles.status}>{working ? t.working[working] : said}</output>
        {before ? (
          <>
            <StepParts />
            <MaskedSentence example={before} />
            {stage === 'update' && batch === 'latest' && <p className={styles.note}>{t.updateLatest}</p>}
            <div className={styles.part}>
              {stage === 'refresh' ? (
                refresh && <RefreshTable refresh={refresh} />
              ) : (
                <StageTable stage={stage} before={before} after={after} />
              )}
              <StageNumbers stage={stage} before={before} after={after} refresh={refresh} />
            </div>
            {after && (
              <div className={styles.buttons}>
                <ActionButton action={anotherStepAction} showKeys />
              </div>
            )}
          </>
        ) : (
          !working && <Empty />
        )}
      </Panel>
      <ChangedPanel />
    </SidePage>
  );
}
