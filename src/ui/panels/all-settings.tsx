/** Every setting by its path, with its meaning and its value: what `--set` takes on the command line. */

import { useState } from 'react';
import { FieldError, Input, Label, SearchField, Text, TextField } from 'react-aria-components';
import { getSetting, parseSetting, type Setting as SettingInfo, settingsOf } from '../../run/settings.ts';
import { resolvePreset } from '../../systems/presets.ts';
import { systemOf } from '../../systems/registry.ts';
import { useSession, useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { PageDialog } from '../widgets/dialog.tsx';
import { SelectField } from '../widgets/fields.tsx';
import styles from './all-settings.module.css';
import type { DialogWords } from './words/en.ts';
import { useDialogWords } from './words/use-dialog-words.ts';

/** The name of a preset decides them. */
const isFixed = (key: string) => key === 'system' || key === 'preset';

/** Choices of a setting that has few values; null where it is typed. */
function choicesOf(spec: SettingInfo): { id: string; label: string }[] | null {
  const ids = spec.kind === 'choice' ? spec.choices : spec.kind === 'boolean' ? ['true', 'false'] : null;
  return ids?.map((id) => ({ id, label: id })) ?? null;
}

/** What a setting accepts, in words. */
function accepted(spec: SettingInfo, words: DialogWords['settings']['accepts']): string {
  switch (spec.kind) {
    case 'integer':
    case 'number':
      return words[spec.kind](spec.min, spec.max);
    case 'choice':
      return words.choice(spec.choices);
    case 'boolean':
    case 'text':
      return words[spec.kind];
    default:
      return spec satisfies never;
  }
}

function TypedSetting({ name, spec, value }: { name: string; spec: SettingInfo; value: string }) {
  const t = useStrings();
  const words = useDialogWords();
  const { session } = useWorkbench();
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const commit = () => {
    if (typed === null) return;
    try {
      session.setSetting(name, parseSetting(name, spec, typed));
      setTyped(null);
      setProblem(null);
    } catch {
      setProblem(accepted(spec, words.settings.accepts));
    }
  };
  return (
    <TextField
      className={styles.field!}
      value={typed ?? value}
      onChange={setTyped}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
      isInvalid={problem !== null}
    >
      <Label className={styles.key}>{name}</Label>
      <Input className={styles.input!} inputMode={spec.kind === 'text' ? 'text' : 'decimal'} />
      <Text slot="description" className={styles.about}>
        {t.settingAbout(name, spec.about)}
      </Text>
      <FieldError className={styles.problem!}>{problem}</FieldError>
    </TextField>
  );
}

function Setting({ name, spec }: { name: string; spec: SettingInfo }) {
  const t = useStrings();
  const words = useDialogWords();
  const { session } = useWorkbench();
  const draft = useSession((state) => state.draft);
  const value = String(getSetting(draft, name));
  const standard = String(getSetting(resolvePreset(draft.preset), name));
  const choices = choicesOf(spec);
  return (
    <li className={styles.setting} data-changed={value !== standard || undefined}>
      {choices ? (
        <div className={styles.field}>
          <SelectField
            label={name}
            value={value}
            choices={choices}
            onChange={(id) => session.setSetting(name, parseSetting(name, spec, id))}
          />
          <span className={styles.about}>{t.settingAbout(name, spec.about)}</span>
        </div>
      ) : (
        <TypedSetting name={name} spec={spec} value={value} />
      )}
      {value !== standard && (
        <button
          type="button"
          className={styles.back}
          onClick={() => session.setSetting(name, parseSetting(name, spec, standard))}
        >
          {words.settings.reset(standard)}
        </button>
      )}
    </li>
  );
}

function Settings() {
  const t = useStrings();
  const words = useDialogWords();
  const [filter, setFilter] = useState('');
  const wanted = filter.toLowerCase();
  const draft = useSession((state) => state.draft);
  const shown = [...settingsOf(systemOf(draft).settings)].filter(
    ([key, { about }]) => !isFixed(key) && `${key} ${t.settingAbout(key, about)}`.toLowerCase().includes(wanted),
  );
  return (
    <>
      <p className={styles.intro}>{words.settings.about}</p>
      <SearchField
        className={styles.search!}
        aria-label={words.settings.filter}
        value={filter}
        onChange={setFilter}
        autoFocus
      >
        <Input className={styles.input!} placeholder={words.settings.filter} />
      </SearchField>
      {shown.length === 0 && <p className={styles.intro}>{words.settings.none}</p>}
      <ul className={styles.list}>
        {shown.map(([key, spec]) => (
          <Setting key={key} name={key} spec={spec} />
        ))}
      </ul>
    </>
  );
}

export function AllSettings() {
  const words = useDialogWords();
  return (
    <PageDialog name="settings" title={words.settings.title} wide>
      {() => <Settings />}
    </PageDialog>
  );
}
