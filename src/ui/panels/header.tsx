/** The head of the page: what it is, which preset, the transport, where the run stands. */

import { encodeAddress, firstPage } from '../../state/url.ts';
import { presets } from '../../systems/presets.ts';
import { perform } from '../actions/action.ts';
import { ariaShortcut } from '../actions/keyboard.ts';
import { lessonsAction } from '../actions/lesson-actions.ts';
import { playAction, resetAction, stepAction } from '../actions/run-actions.ts';
import {
  languageAction,
  paletteAction,
  presetActions,
  projectorAction,
  shortcutsAction,
  themeAction,
} from '../actions/view-actions.ts';
import { restOfAddress } from '../address.ts';
import { useSession, useSystem, useUi, useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { useShows } from '../look.ts';
import { pageOf, pagesOf } from '../pages.ts';
import { withSystems } from '../systems/registry.ts';
import { ActionButton } from '../widgets/action-button.tsx';
import fields from '../widgets/fields.module.css';
import {
  CommandIcon,
  LessonIcon,
  Mark,
  PauseIcon,
  PlayIcon,
  ProjectorIcon,
  ResetIcon,
  StepIcon,
  ThemeIcon,
} from '../widgets/icons.tsx';
import { lazyPart } from '../widgets/lazy.tsx';
import styles from './header.module.css';
import { RunProgress } from './run-progress.tsx';

/** The choice of a preset as the browser draws it: until the list of the page and all systems are loaded, and where they cannot be loaded. */
function PlainPresetField() {
  const t = useStrings();
  const workbench = useWorkbench();
  const preset = useSession((state) => state.draft.preset);
  return (
    <label className={`${fields.field} ${fields.inline}`} data-field="preset">
      <span className={fields.label}>{t.setup.preset}</span>
      <select
        className={fields.control}
        value={preset}
        onChange={({ target }) => {
          const action = presetActions().find(({ id }) => id === `preset-${target.value}`);
          if (action) void perform(action, workbench);
        }}
      >
        {presets.map((own) => (
          <option key={own.name} value={own.name}>
            {t.presetWords(own.name, own).title}
          </option>
        ))}
      </select>
    </label>
  );
}

const PresetField = lazyPart(async () => (await withSystems(import('./preset-field.tsx'))).PresetField, {
  Loading: PlainPresetField,
  Failed: PlainPresetField,
});

/** The pages as links: the address names the page. */
function Pages() {
  const t = useStrings();
  const page = useUi((state) => state.page);
  const places = useUi((state) => state.places);
  const lesson = useUi((state) => state.lesson);
  const look = useUi((state) => state.look);
  const moment = useUi((state) => state.moment);
  const draft = useSession((state) => state.draft);
  const system = useSystem();
  const pages = pagesOf(system);
  const shown = pageOf(system, page);
  if (pages.length < 2) return null;
  return (
    <nav className={styles.pages} aria-label={t.pages.title}>
      {pages.map(({ id, title, shortcut }) => (
        <a
          key={id}
          href={`#${encodeAddress(draft, id, places[id] ?? {}, lesson, restOfAddress({ page: id, look, moment }))}`}
          aria-current={shown.id === id ? 'page' : undefined}
          aria-keyshortcuts={shortcut && ariaShortcut(shortcut)}
        >
          {title(t)}
        </a>
      ))}
    </nav>
  );
}

/** The next language by its own name, where there is more than one. */
function LanguageButton() {
  const { languages } = useWorkbench();
  const language = useUi((state) => state.language);
  if (languages.ids.length < 2) return null;
  const { id, name } = languages.after(language);
  return <ActionButton action={languageAction} kind="quiet" icon={<span lang={id}>{name}</span>} />;
}

/** Play, step and reset. */
export function Transport() {
  const t = useStrings();
  const running = useSession((state) => state.status === 'running');
  return (
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
  );
}

export function Header() {
  const t = useStrings();
  const { id, title } = pageOf(
    useSystem(),
    useUi((state) => state.page),
  );
  const shows = useShows();
  return (
    <header className={styles.header}>
      <a className={styles.skip} href={id === firstPage ? '#main' : `#${id}`}>
        {id === firstPage ? t.skipToMain : t.skipToPage(title(t))}
      </a>
      <div className={styles.top}>
        <h1 className={styles.name}>
          <Mark />
          {t.name}
        </h1>
        {shows('pages') && <Pages />}
        <div className={styles.tools}>
          <ActionButton
            action={lessonsAction}
            kind="quiet"
            icon={<LessonIcon />}
            withLabel
            className={styles.lessons}
          />
          <ActionButton
            action={paletteAction}
            kind="quiet"
            icon={<CommandIcon />}
            withLabel
            showKeys
            className={styles.palette}
          />
          <LanguageButton />
          <ActionButton action={themeAction} kind="quiet" icon={<ThemeIcon />} />
          <ActionButton action={projectorAction} kind="quiet" icon={<ProjectorIcon />} className={styles.projector} />
          <ActionButton action={shortcutsAction} kind="quiet" icon={<span aria-hidden="true">?</span>} />
        </div>
      </div>
      <div className={styles.bar}>
        {shows('preset') && (
          <div className={styles.preset}>
            <PresetField />
          </div>
        )}
        {shows('transport') && <Transport />}
        <RunProgress />
      </div>
    </header>
  );
}
