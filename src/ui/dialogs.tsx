/** The dialogs of the page, each loaded when it is first opened. */

import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useUi, useWorkbench } from './context.ts';
import styles from './dialogs.module.css';
import { useStrings } from './i18n/language-context.tsx';
import { withSystems } from './systems/registry.ts';
import type { DialogName } from './ui-store.ts';
import button from './widgets/button.module.css';
import { type LazyComponent, lazyPart, PartFailed, type PartFailedProps } from './widgets/lazy.tsx';

/** A dialog that could not be loaded. */
function DialogFailed(props: PartFailedProps) {
  const t = useStrings();
  const { ui } = useWorkbench();
  if (useUi((state) => state.dialog) === null) return null;
  return (
    <div className={styles.failed}>
      <PartFailed {...props} autoFocus />
      <Button className={`${button.button} ${button.quiet}`} onPress={() => ui.setState({ dialog: null })}>
        {t.actions.close}
      </Button>
    </div>
  );
}

const lazyDialog = (load: Parameters<typeof lazyPart<object>>[0]): LazyComponent<object> =>
  lazyPart(load, { Failed: DialogFailed, Loading: () => null });

export const dialogs: Readonly<Record<DialogName, LazyComponent<object>>> = {
  palette: lazyDialog(async () => (await withSystems(import('./panels/palette.tsx'))).Palette),
  shortcuts: lazyDialog(async () => (await import('./panels/shortcuts.tsx')).Shortcuts),
  settings: lazyDialog(async () => (await import('./panels/all-settings.tsx')).AllSettings),
  'confirm-reset': lazyDialog(async () => (await import('./panels/confirm-reset.tsx')).ConfirmReset),
  library: lazyDialog(async () => (await import('./imports/library-dialog.tsx')).LibraryDialog),
  import: lazyDialog(async () => (await import('./imports/import-dialog.tsx')).ImportDialog),
  wikipedia: lazyDialog(async () => (await import('./imports/wikipedia-dialog.tsx')).WikipediaDialog),
  names: lazyDialog(async () => (await import('./imports/names-dialog.tsx')).NamesDialog),
  share: lazyDialog(async () => (await import('./share/share-dialog.tsx')).ShareDialog),
  take: lazyDialog(async () => (await import('./take/take-dialog.tsx')).TakeDialog),
  lessons: lazyDialog(async () => (await import('./lessons/lesson-list.tsx')).LessonList),
};

const names = Object.keys(dialogs) as DialogName[];

/** The dialog that is open, and those that were: they keep what was entered. */
export function Dialogs() {
  const open = useUi((state) => state.dialog);
  const [opened, setOpened] = useState<readonly DialogName[]>([]);
  useEffect(() => {
    if (open) setOpened((before) => (before.includes(open) ? before : [...before, open]));
  }, [open]);
  return names
    .filter((name) => name === open || opened.includes(name))
    .map((name) => {
      const Dialog = dialogs[name];
      return <Dialog key={name} />;
    });
}
