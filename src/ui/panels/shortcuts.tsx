/** The list of keyboard shortcuts, as the registry has them. */

import { contextOf } from '../actions/action.ts';
import { shortcutKeys } from '../actions/keyboard.ts';
import { actionsOf } from '../actions/registry.ts';
import { useSystem, useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { viewsOf } from '../systems/registry.ts';
import { PageDialog } from '../widgets/dialog.tsx';
import styles from './shortcuts.module.css';

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

function List() {
  const t = useStrings();
  const workbench = useWorkbench();
  const system = useSystem();
  const arrows = viewsOf(system).arrows?.(t);
  const context = contextOf(workbench, workbench.session.store.getState());
  return (
    <dl className={styles.list}>
      {actionsOf(system)
        .filter((action) => action.shortcut)
        .map((action) => (
          <Row
            key={action.id}
            keys={shortcutKeys(action.shortcut!, t)}
            label={action.id === 'play' ? t.shortcuts.playOrPause : action.label(context)}
          />
        ))}
      {arrows && <Row keys={['←', '→', '↑', '↓']} label={arrows} />}
      <Row keys={[t.keys.escape]} label={t.shortcuts.tooltip} />
    </dl>
  );
}

export function Shortcuts() {
  const t = useStrings();
  return (
    <PageDialog name="shortcuts" title={t.shortcuts.title}>
      {() => <List />}
    </PageDialog>
  );
}
