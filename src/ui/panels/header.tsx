/** The head of the page: what it is, which preset, the transport, where the run stands. */

import { presetNames, presets } from '../../state/presets.ts';
import { encodeAddress } from '../../state/url.ts';
import { perform } from '../actions/action.ts';
import { ariaShortcut } from '../actions/keyboard.ts';
import { playAction, resetAction, stepAction } from '../actions/run-actions.ts';
import { labAction, paletteAction, presetActions, shortcutsAction, themeAction } from '../actions/view-actions.ts';
import { useSession, useUi, useWorkbench } from '../context.ts';
import { t } from '../i18n/strings.ts';
import { ActionButton } from '../widgets/action-button.tsx';
import { SelectField } from '../widgets/fields.tsx';
import { CommandIcon, Mark, PauseIcon, PlayIcon, ResetIcon, StepIcon, ThemeIcon } from '../widgets/icons.tsx';
import styles from './header.module.css';
import { RunProgress } from './run-progress.tsx';

function PresetField() {
  const workbench = useWorkbench();
  const preset = useSession((state) => state.draft.preset);
  return (
    <SelectField
      inline
      name="preset"
      label={t.setup.preset}
      value={preset}
      choices={presetNames.map((name) => ({ id: name, label: presets[name].title, about: presets[name].about }))}
      onChange={(name) => {
        const action = presetActions.find(({ id }) => id === `preset-${name}`);
        if (action) void perform(action, workbench);
      }}
    />
  );
}

/** The two pages, as links: the address names the page. */
function Pages() {
  const page = useUi((state) => state.page);
  const draft = useSession((state) => state.draft);
  const { shortcut } = labAction;
  return (
    <nav className={styles.pages} aria-label={t.pages.title} aria-keyshortcuts={ariaShortcut(shortcut!)}>
      {(['run', 'lab'] as const).map((name) => (
        <a key={name} href={`#${encodeAddress(draft, name)}`} aria-current={page === name ? 'page' : undefined}>
          {t.pages[name]}
        </a>
      ))}
    </nav>
  );
}

export function Header() {
  const page = useUi((state) => state.page);
  const running = useSession((state) => state.status === 'running');
  return (
    <header className={styles.header}>
      <a className={styles.skip} href={page === 'lab' ? '#lab' : '#example'}>
        {page === 'lab' ? t.skipToLab : t.skipToExample}
      </a>
      <h1 className={styles.name}>
        <Mark />
        {t.name}
      </h1>
      <Pages />
      <div className={styles.preset}>
        <PresetField />
      </div>
      <div className={styles.transport} role="toolbar" aria-label={t.groups.run}>
        <ActionButton
          action={playAction}
          kind="primary"
          icon={running ? <PauseIcon /> : <PlayIcon />}
          withLabel
          showKeys
          className={styles.play}
        />
        <ActionButton action={stepAction} icon={<StepIcon />} withLabel showKeys />
        <ActionButton action={resetAction} icon={<ResetIcon />} withLabel showKeys />
      </div>
      <RunProgress />
      <div className={styles.tools}>
        <ActionButton
          action={paletteAction}
          kind="quiet"
          icon={<CommandIcon />}
          withLabel
          showKeys
          className={styles.palette}
        />
        <ActionButton action={themeAction} kind="quiet" icon={<ThemeIcon />} />
        <ActionButton action={shortcutsAction} kind="quiet" icon={<span aria-hidden="true">?</span>} />
      </div>
    </header>
  );
}
