/** The command palette: every action of the registry that may be run now, found by typing. */

import { Autocomplete, Input, Menu, MenuItem, SearchField, useFilter } from 'react-aria-components';
import { useStore } from 'zustand';
import { contextOf, perform } from '../actions/action.ts';
import { shortcutKeys } from '../actions/keyboard.ts';
import { actionsOf } from '../actions/registry.ts';
import { useSystem, useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { PageDialog } from '../widgets/dialog.tsx';
import styles from './palette.module.css';
import { useDialogWords } from './words/use-dialog-words.ts';

function Commands({ close }: { close: () => void }) {
  const t = useStrings();
  const words = useDialogWords();
  const workbench = useWorkbench();
  const system = useSystem();
  useStore(workbench.session.store, (state) => state.status);
  const { contains } = useFilter({ sensitivity: 'base' });
  const context = contextOf(workbench, workbench.session.store.getState());
  const offered = actionsOf(system).filter((action) => action.id !== 'palette' && action.enabled(context));
  return (
    <Autocomplete filter={contains}>
      <SearchField className={styles.search!} aria-label={words.palette.placeholder} autoFocus>
        <Input className={styles.input!} placeholder={words.palette.placeholder} />
      </SearchField>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
      <section className={styles.menu} tabIndex={0} aria-label={words.palette.list}>
        <Menu
          className={styles.items!}
          aria-label={words.palette.title}
          items={offered.map((action) => ({ id: action.id, action }))}
          renderEmptyState={() => <p className={styles.none}>{words.palette.none}</p>}
          onAction={(id) => {
            const action = offered.find((one) => one.id === id);
            close();
            if (action) void perform(action, workbench);
          }}
        >
          {({ id, action }) => {
            const label = action.label(context);
            return (
              <MenuItem id={id} textValue={`${label} ${t.groups[action.group]}`} className={styles.item!}>
                <span>{label}</span>
                <span className={styles.group}>{t.groups[action.group]}</span>
                <kbd className={styles.keys}>{action.shortcut ? shortcutKeys(action.shortcut, t).join(' ') : ''}</kbd>
              </MenuItem>
            );
          }}
        </Menu>
      </section>
    </Autocomplete>
  );
}

export function Palette() {
  const words = useDialogWords();
  return (
    <PageDialog name="palette" title={words.palette.title}>
      {(close) => <Commands close={close} />}
    </PageDialog>
  );
}
