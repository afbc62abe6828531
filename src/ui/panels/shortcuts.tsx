/** The list of keyboard shortcuts, as the registry has them: those of every page, then those of each page. */

import type { ReactNode } from 'react';
import { firstPage } from '../../state/url.ts';
import { type Action, contextOf } from '../actions/action.ts';
import { shortcutKeys } from '../actions/keyboard.ts';
import { partActionsOf } from '../actions/part-actions.ts';
import { actionsOf } from '../actions/registry.ts';
import { useSystem, useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { pagesOf } from '../pages.ts';
import { viewsOf } from '../systems/registry.ts';
import { PageDialog } from '../widgets/dialog.tsx';
import styles from './shortcuts.module.css';
import { useDialogWords } from './words/use-dialog-words.ts';

function Row({ keys, label }: { keys: readonly string[]; label: string }) {
  return (
    <div className={styles.row}>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{label}</dd>
    </div>
  );
}

/** Shortcuts under one head: those of every page, or those of a page alone. */
function Group({ title, actions, children }: { title: string; actions: readonly Action[]; children?: ReactNode }) {
  const t = useStrings();
  const words = useDialogWords();
  const workbench = useWorkbench();
  const context = contextOf(workbench, workbench.session.store.getState());
  return (
    <section className={styles.group}>
      <h3 className={styles.head}>{title}</h3>
      <dl>
        {actions.map((action) => (
          <Row
            key={action.id}
            keys={shortcutKeys(action.shortcut!, t)}
            label={action.id === 'play' ? words.shortcuts.playOrPause : action.label(context)}
          />
        ))}
        {children}
      </dl>
    </section>
  );
}

/** The content of the dialog. */
export function ShortcutList() {
  const t = useStrings();
  const words = useDialogWords();
  const system = useSystem();
  const arrows = viewsOf(system).arrows?.(t);
  const workbench = useWorkbench();
  const withKeys = [...actionsOf(system), ...partActionsOf(workbench)].filter(({ shortcut }) => shortcut);
  return (
    <div className={styles.list}>
      <Group title={words.shortcuts.everywhere} actions={withKeys.filter(({ pages, within }) => !pages && !within)}>
        <Row keys={[t.keys.escape]} label={words.shortcuts.tooltip} />
      </Group>
      <div className={styles.pages}>
        {pagesOf(system).map(({ id, title }) => {
          const own = withKeys.filter(({ pages }) => pages?.includes(id));
          const hasArrows = id === firstPage && arrows !== undefined;
          if (own.length === 0 && !hasArrows) return null;
          return (
            <Group key={id} title={words.shortcuts.onPage(title(t))} actions={own}>
              {hasArrows && <Row keys={['←', '→', '↑', '↓']} label={arrows} />}
            </Group>
          );
        })}
        {(['lesson', 'library'] as const).map((part) => (
          <Group
            key={part}
            title={words.shortcuts.within[part]}
            actions={withKeys.filter(({ within }) => within === part)}
          />
        ))}
      </div>
    </div>
  );
}

export function Shortcuts() {
  const words = useDialogWords();
  return (
    <PageDialog name="shortcuts" title={words.shortcuts.title} wide>
      {() => <ShortcutList />}
    </PageDialog>
  );
}
