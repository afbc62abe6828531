/** The settings that most experiments turn, and what the open run is made of. */

import type { ReactNode } from 'react';
import { changedKeys } from '../../run/settings.ts';
import { hasProgress, isDraftChanged } from '../../state/session-state.ts';
import { systemOf } from '../../systems/registry.ts';
import { exerciseCorpora } from '../../text/corpus/corpus.ts';
import { openCheckpointAction, saveCheckpointAction, takeAction } from '../actions/file-actions.ts';
import { importFileAction, libraryAction } from '../actions/import-actions.ts';
import { revertAction, startNewAction } from '../actions/run-actions.ts';
import { settingsAction } from '../actions/view-actions.ts';
import { useLibrary, useSession, useSystem, useWorkbench } from '../context.ts';
import type { MetricRef } from '../i18n/definition.ts';
import type { DefinitionKey } from '../i18n/en/definitions.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import { takeForNextRun } from '../imports/take-for-next-run.ts';
import { StopFields } from '../runs/stop-fields.tsx';
import { viewsOf } from '../systems/registry.ts';
import { ActionButton } from '../widgets/action-button.tsx';
import { Defined } from '../widgets/definitions.tsx';
import { NumberField, SelectField } from '../widgets/fields.tsx';
import { Panel } from '../widgets/panel.tsx';
import { Sentences } from '../widgets/sentences.tsx';
import { Kernels } from './kernels.tsx';
import styles from './setup.module.css';

function CorpusField() {
  const t = useStrings();
  const workbench = useWorkbench();
  const { session } = workbench;
  const current = useSession((state) => state.draft.corpus);
  const { presets } = systemOf({ system: useSession((state) => state.draft.system) });
  const imported = useLibrary((state) => state.entries);
  const choices = Object.entries(t.setup.corpora)
    .filter(([id]) => id === current || !exerciseCorpora.includes(id))
    .map(([id, label]) => ({ id, label }));
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
        // a corpus of the user's may have the name of a preset
        const isBundled = Object.hasOwn(t.setup.corpora, id);
        const entry = imported.find(({ manifest }) => manifest.id === id);
        if (entry) takeForNextRun(workbench, entry, { isNew: false });
        else if (isBundled && presets.some(({ name }) => name === id)) session.choosePreset(id);
        else session.takeCorpus(id);
      }}
    />
  );
}

function Pending() {
  const t = useStrings();
  const changed = useSession((state) => isDraftChanged(state) && hasProgress(state));
  const draft = useSession((state) => state.draft);
  const measured = useSession((state) => state.measured);
  if (!changed || !measured) return null;
  return (
    <div className={styles.pending}>
      <p>
        <Sentences>
          {t.setup.changedCount(changedKeys(systemOf(draft).settings, measured.config, draft).length)}
          {t.setup.changed}
        </Sentences>
      </p>
      <ActionButton action={startNewAction} kind="primary" />
      <ActionButton action={revertAction} kind="quiet" />
    </div>
  );
}

function Fact({ is, children }: { is: DefinitionKey | MetricRef; children: ReactNode }) {
  const t = useStrings();
  return (
    <div className={styles.fact}>
      <dt>
        <Defined is={is}>{t.definition(is).name}</Defined>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function RunFacts() {
  const t = useStrings();
  const format = useFormats();
  const system = useSystem();
  const info = useSession((state) => state.info);
  if (!info) return null;
  const skipped = Object.entries(info.skipped).filter(([, n]) => n > 0);
  return (
    <div className={styles.facts}>
      <h3 className={styles.subtitle}>{t.setup.model}</h3>
      <dl>
        <Fact is="documents">{format.count(info.corpus.documents)}</Fact>
        <Fact is="questions">{format.count(info.corpus.questions)}</Fact>
        {Object.entries(info.facts).map(([id, value]) => (
          <Fact key={id} is={{ system, metric: id }}>
            {format.count(value)}
          </Fact>
        ))}
        <Fact is="parameters">{format.count(info.parameters)}</Fact>
        <Fact is="adapter">{info.adapter}</Fact>
      </dl>
      {skipped.length > 0 && (
        <p className={styles.skipped}>
          {t.setup.skipped(skipped.map(([code, n]) => t.setup.skippedOne(format.count(n), t.skipReason(code, n))))}
        </p>
      )}
      <Kernels />
    </div>
  );
}

export function Setup() {
  const t = useStrings();
  const { session } = useWorkbench();
  const seed = useSession((state) => state.draft.seed);
  const isRecorded = useSession((state) => state.isRecorded);
  const { SetupFields } = viewsOf(useSession((state) => state.draft.system));
  const seedField = (
    <NumberField
      name="seed"
      label={t.setup.seed}
      value={seed}
      min={0}
      max={4294967295}
      onChange={(value) => session.setSetting('seed', value)}
    />
  );
  return (
    <Panel title={t.setup.title} className={styles.setup}>
      <div className={styles.fields}>
        {isRecorded && <p className={styles.note}>{t.setup.ofNextRun}</p>}
        <Pending />
        <CorpusField />
        <div className={styles.buttons}>
          <ActionButton action={importFileAction} />
          <ActionButton action={libraryAction} />
        </div>
        {SetupFields ? <SetupFields seed={seedField} /> : seedField}
        <StopFields />
        <ActionButton action={settingsAction} />
        <div className={styles.buttons}>
          <ActionButton action={saveCheckpointAction} />
          <ActionButton action={takeAction} />
          <ActionButton action={openCheckpointAction} />
        </div>
      </div>
      <RunFacts />
    </Panel>
  );
}
