/** REALM's settings that most experiments change. */

import type { ReactNode } from 'react';
import type { SettingValue } from '../../../run/settings.ts';
import { useSession, useWorkbench } from '../../context.ts';
import styles from '../../panels/setup.module.css';
import { NumberField, SelectField, SwitchField } from '../../widgets/fields.tsx';
import { realmDraft } from './stores.ts';
import { useRealmStrings } from './words/realm-words.ts';

/** `seed`: the field of the seed, which stands beside the temperature. */
export function SetupFields({ seed }: { seed: ReactNode }) {
  const t = useRealmStrings().setup;
  const { session } = useWorkbench();
  const draft = useSession(realmDraft);
  const set = (key: string) => (value: SettingValue) => session.setSetting(key, value);
  return (
    <>
      <SelectField
        name="masking"
        label={t.masking}
        value={draft.masking.strategy}
        choices={Object.entries(t.maskings).map(([id, label]) => ({ id, label }))}
        onChange={set('masking.strategy')}
      />
      <div className={styles.pair}>
        {seed}
        <NumberField
          name="temperature"
          label={t.temperature}
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
          label={t.refreshEvery}
          value={draft.joint.refreshEvery}
          min={0}
          max={1_000_000}
          unit={t.steps}
          onChange={set('joint.refreshEvery')}
        />
        <NumberField
          name="jointSteps"
          label={t.jointSteps}
          value={draft.joint.steps}
          min={0}
          max={1_000_000}
          onChange={set('joint.steps')}
        />
      </div>
      <SwitchField
        name="nullDocument"
        label={t.nullDocument}
        value={draft.realm.nullDocument}
        onChange={set('realm.nullDocument')}
      />
      <SwitchField
        name="allowTrivial"
        label={t.allowTrivial}
        value={draft.realm.allowTrivial}
        onChange={set('realm.allowTrivial')}
      />
    </>
  );
}
