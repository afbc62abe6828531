/** Actions on the page itself, and the presets. */

import type { Preset } from '../../run/system.ts';
import { firstPage } from '../../state/url.ts';
import { presets } from '../../systems/presets.ts';
import type { PageView } from '../systems/views.ts';
import type { Theme } from '../ui-store.ts';
import type { Action } from './action.ts';

export const paletteAction: Action = {
  id: 'palette',
  group: 'view',
  label: ({ t }) => t.actions.palette,
  shortcut: { key: 'k', mod: true },
  enabled: () => true,
  run: ({ ui, view }) => ui.setState({ dialog: view.dialog === 'palette' ? null : 'palette' }),
};

export const shortcutsAction: Action = {
  id: 'shortcuts',
  group: 'view',
  label: ({ t }) => t.actions.shortcuts,
  shortcut: { key: '?' },
  enabled: () => true,
  run: ({ ui }) => ui.setState({ dialog: 'shortcuts' }),
};

/** Goes to a page beside the run, and from there back to the run. */
export function pageAction({ id, title, shortcut }: PageView): Action {
  return {
    id,
    group: 'view',
    label: ({ t, view }) => (view.page === id ? t.actions.backToRun : title(t)),
    shortcut,
    enabled: () => true,
    run: ({ ui, view }) => ui.setState({ page: view.page === id ? firstPage : id }),
  };
}

export const settingsAction: Action = {
  id: 'all-settings',
  group: 'setup',
  label: ({ t }) => t.actions.allSettings,
  shortcut: { key: ',' },
  enabled: () => true,
  run: ({ ui }) => ui.setState({ dialog: 'settings' }),
};

const nextTheme: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' };

export const themeAction: Action = {
  id: 'theme',
  group: 'view',
  label: ({ t, view }) =>
    ({ auto: t.actions.themeAuto, light: t.actions.themeLight, dark: t.actions.themeDark })[view.theme],
  shortcut: { key: 't' },
  enabled: () => true,
  run: ({ ui, view }) => ui.setState({ theme: nextTheme[view.theme] }),
};

/** Large type and strong contrast, for a projector. */
export const projectorAction: Action = {
  id: 'projector',
  group: 'view',
  label: ({ t, view }) => (view.projector ? t.actions.ordinaryType : t.actions.largeType),
  shortcut: { key: 'p' },
  enabled: () => true,
  run: ({ ui, view }) => ui.setState({ projector: !view.projector }),
};

/** Changes to the next language; there where the page has more than one. */
export const languageAction: Action = {
  id: 'language',
  group: 'view',
  label: ({ languages, t, view }) => t.actions.language(languages.after(view.language).name),
  enabled: ({ languages }) => languages.ids.length > 1,
  async run({ languages, ui, view }) {
    const { id } = languages.after(view.language);
    if (!languages.isLoaded(id)) await languages.load(id);
    await languages.loadLate(id);
    ui.setState({ language: id });
  },
};

const presetAction = (preset: Preset): Action => ({
  id: `preset-${preset.name}`,
  group: 'setup',
  label: ({ t }) => t.actions.preset(t.presetWords(preset.name, preset).title),
  enabled: ({ state }) => state.status !== 'opening',
  run: ({ session }) => session.choosePreset(preset.name),
});

/** The choice of each preset of the systems that are there. */
export const presetActions = (): Action[] => presets.map(presetAction);
