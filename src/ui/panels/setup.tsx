/** The settings that most experiments turn, and what the open run is made of. */

import type { ReactNode } from 'react';
import { hasProgress, isDraftChanged } from '../../state/session-state.ts';
import { changedKeys, type SettingKey, type SettingValue } from '../../state/settings.ts';
import { openCheckpointAction, saveCheckpointAction } from '../actions/file-actions.ts';
import { importFileAction, libraryAction } from '../actions/import-actions.ts';
import { revertAction, startNewAction } from '../actions/run-actions.ts';
import { settingsAction } from '../actions/view-actions.ts';
import { useLibrary, useSession, useWorkbench } from '../context.ts';
import { formatCount } from '../format.ts';
import type { DefinitionKey } from '../i18n/en-definitions.ts';
import { t } from '../i18n/strings.ts';
import { ActionButton } from '../widgets/action-button.tsx';
import { Defined } from '../widgets/definitions.tsx';
import { NumberField, SelectField, SwitchField } from '../widgets/fields.tsx';
import { Panel } from '../widgets/panel.tsx';
import { Kernels } from './kernels.tsx';
import styles from './setup.module.css';

function CorpusField() {
  const { session } = useWorkbench();
  const current = useSession((state) => state.draft.corpus);
  const imported = useLibrary((state) => state.entries);
  const choices = Object.entries(t.setup.corpora).map(([id, label]) => ({ id, label }));
  for (const { manifest } of imported) {
    choices.push({ id: manifest.id, label: t.setup.importedCorpus(manifest.title) });
  }
  if (!choices.some(({ id }) => id === current)) choices.push({ id: current, label: current });
  return (
    <SelectField
      name="corpus"
      label={t.setup.corpus}
      value={current}
      choices={choices}
      onChange={(id) => {
        // not any preset's name: a corpus of the user's may be called “smoke”
        if (id === 'bios' || id === 'atlas') session.choosePreset(id);
        else session.takeCorpus(id);
      }}
    />
  );
}

function Pending() {
  const changed = useSession((state) => isDraftChanged(state) && hasProgress(state));
  const draft = useSession((state) => state.draft);
  const measured = useSession((state) => state.measured);
  if (!changed || !measured) return null;
  return (
    <div className={styles.pending}>
      <p>
        {t.setup.changedCount(changedKeys(measured, draft).length)}. {t.setup.changed}
      </p>
      <ActionButton action={startNewAction} kind="primary" />
      <ActionButton action={revertAction} kind="quiet" />
    </div>
  );
}

function Fact({ is, children }: { is: DefinitionKey; children: ReactNode }) {
  const names = t.setup.facts as Record<string, string>;
  return (
    <div className={styles.fact}>
      <dt>
        <Defined is={is}>{names[is]}</Defined>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function RunFacts() {
  const info = useSession((state) => state.info);
  if (!info) return null;
  const skipped = Object.entries(info.skipped).filter(([, n]) => n > 0);
  return (
    <div className={styles.facts}>
      <h3 className={styles.subtitle}>{t.setup.model}</h3>
      <dl>
        <Fact is="documents">{formatCount(info.corpus.documents)}</Fact>
        <Fact is="questions">{formatCount(info.corpus.questions)}</Fact>
        <Fact is="examples">
          {formatCount(info.trainExamples)} / {formatCount(info.heldOutExamples)}
        </Fact>
        <Fact is="vocabulary">{formatCount(info.vocabularySize)}</Fact>
        <Fact is="parameters">{formatCount(info.parameters)}</Fact>
        <Fact is="adapter">{info.adapter}</Fact>
      </dl>
      {skipped.length > 0 && (
        <p className={styles.skipped}>
          {t.setup.skipped}: {skipped.map(([reason, n]) => `${formatCount(n)} ${reason}`).join(', ')}
        </p>
      )}
      <Kernels />
    </div>
  );
}

export function Setup() {
  const { session } = useWorkbench();
  const draft = useSession((state) => state.draft);
  const set = (key: SettingKey) => (value: SettingValue) => session.setSetting(key, value);
  return (
    <Panel title={t.setup.title} className={styles.setup}>
      <div className={styles.fields}>
        <Pending />
        <CorpusField />
        <div className={styles.buttons}>
          <ActionButton action={importFileAction} />
          <ActionButton action={libraryAction} />
        </div>
        <SelectField
          name="masking"
          label={t.setup.masking}
          value={draft.masking.strategy}
          choices={Object.entries(t.setup.maskings).map(([id, label]) => ({ id, label }))}
          onChange={set('masking.strategy')}
        />
        <div className={styles.pair}>
          <NumberField
            name="seed"
            label={t.setup.seed}
            value={draft.seed}
            min={0}
            max={4294967295}
            onChange={set('seed')}
          />
          <NumberField
            name="temperature"
            label={t.setup.temperature}
            value={draft.realm.temperature}
            min={0.001}
            max={1000}
            digits={3}
            onChange={set('realm.temperature')}
          />
        </div>
        <div className={styles.pair}>
          <NumberField
            name="refreshEvery"
            label={t.setup.refreshEvery}
            value={draft.joint.refreshEvery}
            min={0}
            max={1_000_000}
            unit={t.setup.steps}
            onChange={set('joint.refreshEvery')}
          />
          <NumberField
            name="jointSteps"
            label={t.setup.jointSteps}
            value={draft.joint.steps}
            min={0}
            max={1_000_000}
            onChange={set('joint.steps')}
          />
        </div>
        <SwitchField
          name="nullDocument"
          label={t.setup.nullDocument}
          value={draft.realm.nullDocument}
          onChange={set('realm.nullDocument')}
        />
        <SwitchField
          name="allowTrivial"
          label={t.setup.allowTrivial}
          value={draft.realm.allowTrivial}
          onChange={set('realm.allowTrivial')}
        />
        <ActionButton action={settingsAction} />
        <div className={styles.buttons}>
          <ActionButton action={saveCheckpointAction} />
          <ActionButton action={openCheckpointAction} />
        </div>
      </div>
      <RunFacts />
    </Panel>
  );
}
