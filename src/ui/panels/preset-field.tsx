/** The choice of a preset, with what each is for. */

import { presets } from '../../systems/presets.ts';
import { perform } from '../actions/action.ts';
import { presetActions } from '../actions/view-actions.ts';
import { useSession, useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { SelectField } from '../widgets/fields.tsx';

export function PresetField() {
  const t = useStrings();
  const workbench = useWorkbench();
  const preset = useSession((state) => state.draft.preset);
  return (
    <SelectField
      inline
      name="preset"
      label={t.setup.preset}
      value={preset}
      choices={presets.map((own) => {
        const { title, about } = t.presetWords(own.name, own);
        return { id: own.name, label: title, about };
      })}
      onChange={(name) => {
        const action = presetActions().find(({ id }) => id === `preset-${name}`);
        if (action) void perform(action, workbench);
      }}
    />
  );
}
