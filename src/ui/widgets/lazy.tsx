/** Parts of the page whose code is loaded when they are first drawn. */

import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { loadPart } from '../../util/load-part.ts';
import { useStrings } from '../i18n/language-context.tsx';
import button from './button.module.css';
import styles from './lazy.module.css';

/** A component whose code may not be there yet. `preload` fetches it ahead of the first drawing; what goes wrong then is told when it is drawn. */
export type LazyComponent<Props extends object> = ComponentType<Props> & { preload(): Promise<void> };

/** Says that a part could not be loaded, and what can be done: the run is kept, so loading the page again loses nothing. */
export function PartFailed({ onRetry, autoFocus }: { onRetry: () => void; autoFocus?: boolean }) {
  const t = useStrings().parts;
  return (
    <div className={styles.failed} role="alert" data-testid="part-failed">
      <p>{t.failed}</p>
      <div className={styles.buttons}>
        <Button className={`${button.button} ${button.primary}`} onPress={onRetry} autoFocus={autoFocus}>
          {t.retry}
        </Button>
        <Button className={`${button.button} ${button.plain}`} onPress={() => location.reload()}>
          {t.reload}
        </Button>
      </div>
    </div>
  );
}

/** What stands in place of a part that is being loaded: words only if it takes a while, so that nothing flashes. */
function PartLoading() {
  const t = useStrings().parts;
  return <output className={styles.loading}>{t.loading}</output>;
}

/**
 * The component that `load` gives, e.g. `lazyPart(async () => (await import('./lab-page.tsx')).LabPage)`. While its code is loaded it says so; if
 * that fails it says so and offers to try again. `Failed` and `Loading` take the place of what is shown then.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  {
    Failed = PartFailed,
    Loading = PartLoading,
  }: { Failed?: ComponentType<{ onRetry: () => void }>; Loading?: ComponentType } = {},
): LazyComponent<Props> {
  let Loaded: ComponentType<Props> | null = null;
  const fetchPart = async () => {
    Loaded ??= await loadPart(load);
  };
  function Lazy(props: Props) {
    const [, setArrived] = useState(Loaded !== null);
    const [hasFailed, setFailed] = useState(false);
    useEffect(() => {
      if (Loaded || hasFailed) return;
      let isShown = true;
      void fetchPart().then(
        () => isShown && setArrived(true),
        () => isShown && setFailed(true),
      );
      return () => {
        isShown = false;
      };
    }, [hasFailed]);
    if (Loaded) return <Loaded {...props} />;
    return hasFailed ? <Failed onRetry={() => setFailed(false)} /> : <Loading />;
  }
  return Object.assign(Lazy, { preload: () => fetchPart().catch(() => {}) });
}

/** A page whose code may not be there yet: its stand-in is the page's landmark, to which the skip link leads. `id`: of the page. */
export function lazyPage(id: string, load: () => Promise<ComponentType<object>>): LazyComponent<object> {
  const landmark = (children: ReactNode, isLoading: boolean) => (
    <main id={id} className={styles.page} aria-busy={isLoading} data-testid="page-stand-in">
      {children}
    </main>
  );
  return lazyPart(load, {
    Loading: () => landmark(<PartLoading />, true),
    Failed: ({ onRetry }) => landmark(<PartFailed onRetry={onRetry} />, false),
  });
}
