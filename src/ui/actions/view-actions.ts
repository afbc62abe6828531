/** Actions on the page itself, and the presets. */

import { presetNames, presets } from '../../state/presets.ts';
import { t } from '../i18n/strings.ts';
import type { Theme } from '../ui-store.ts';
import type { Action } from './action.ts';

export const paletteAction: Action = {
  id: 'palette',
  group: 'view',
  label: () => t.actions.palette,
  shortcut: { key: 'k', mod: true },
  enabled: () => true,
  run: ({ ui, view }) => ui.setState({ dialog: view.dialog === 'palette' ? null : 'palette' }),
};

export const shortcutsAction: Action = {
  id: 'shortcuts',
  group: 'view',
  label: () => t.actions.shortcuts,
  shortcut: { key: '?' },
  enabled: () => true,
  run: ({ ui }) => ui.setState({ dialog: 'shortcuts' }),
};

export const labAction: Action = {
  id: 'lab',
  group: 'view',
  label: ({ view }) => (view.page === 'lab' ? t.actions.backToRun : t.actions.openLab),
  shortcut: { key: 'l' },
  enabled: () => true,
  run: ({ ui, view }) => ui.setState({ page: view.page === 'lab' ? 'run' : 'lab' }),
};

export const settingsAction: Action = {
  id: 'all-settings',
  group: 'setup',
  label: () => t.actions.allSettings,
  shortcut: { key: ',' },
  enabled: () => true,
  run: ({ ui }) => ui.setState({ dialog: 'settings' }),
};

const nextTheme: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' };

export const themeAction: Action = {
  id: 'theme',
  group: 'view',
  label: ({ view }) =>
    ({ auto: t.actions.themeAuto, light: t.actions.themeLight, dark: t.actions.themeDark })[view.theme],
  shortcut: { key: 't' },
  enabled: () => true,
  run: ({ ui, view }) => ui.setState({ theme: nextTheme[view.theme] }),
};

export const presetActions: readonly Action[] = presetNames.map((name) => ({
  id: `preset-${name}`,
  group: 'setup',
  label: () => t.actions.preset(presets[name].title),
  enabled: ({ state }) => state.status !== 'opening',
  run: ({ session }) => session.choosePreset(name),
}));
