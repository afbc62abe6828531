/** Something asks the trainer for as long as its page is shown. */
import { useEffect } from 'react';
import { useWorkbench, type Workbench } from '../context.ts';

/** `askerOf` makes it when the page is first shown, and finds it afterwards; the same function at each call. */
export function useWhileShown(askerOf: (workbench: Workbench) => { setVisible(isVisible: boolean): void }): void {
  const workbench = useWorkbench();
  useEffect(() => {
    const asker = askerOf(workbench);
    asker.setVisible(true);
    return () => asker.setVisible(false);
  }, [workbench, askerOf]);
}
