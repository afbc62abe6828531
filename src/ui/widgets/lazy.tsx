/** Parts of the page whose code is loaded when they are first drawn. */

import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { loadPart } from '../../util/load-part.ts';
import { useStrings } from '../i18n/language-context.tsx';
import button from './button.module.css';
import styles from './lazy.module.css';

/** A component whose code may not be there yet. `preload` fetches it ahead of the first drawing; what goes wrong then is told when it is drawn. */
export type LazyComponent<Props extends object> = ComponentType<Props> & { preload(): Promise<void> };

export interface PartFailedProps {
  onRetry: () => void;
  /** Whether a retry has failed, too. */
  isAgain: boolean;
  autoFocus?: boolean;
}

/**
 * Says that a part could not be loaded, and what can be done. Some browsers keep the failure for as long as the page is open, as Chromium did up to
 * version 150: where a retry fails, loading the page again comes first. The run is kept, so that this loses nothing.
 */
export function PartFailed({ onRetry, isAgain, autoFocus }: PartFailedProps) {
  const t = useStrings().parts;
  const retry = { words: t.retry, onPress: onRetry };
  const reload = { words: t.reload, onPress: () => location.reload() };
  const [first, second] = isAgain ? [reload, retry] : [retry, reload];
  return (
    <div className={styles.failed} role="alert" data-testid="part-failed">
      <p>{isAgain ? t.failedAgain : t.failed}</p>
      <div className={styles.buttons}>
        <Button
          key={first.words}
          className={`${button.button} ${button.primary}`}
          onPress={first.onPress}
          autoFocus={autoFocus || isAgain}
        >
          {first.words}
        </Button>
        <Button className={`${button.button} ${button.plain}`} onPress={second.onPress}>
          {second.words}
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
  }: { Failed?: ComponentType<PartFailedProps>; Loading?: ComponentType } = {},
): LazyComponent<Props> {
  let Loaded: ComponentType<Props> | null = null;
  const fetchPart = async () => {
    Loaded ??= await loadPart(load);
  };
  function Lazy(props: Props) {
    const [, setArrived] = useState(Loaded !== null);
    const [failures, setFailures] = useState(0);
    const [retries, setRetries] = useState(0);
    useEffect(() => {
      if (Loaded) return;
      let isShown = true;
      void fetchPart().then(
        () => isShown && setArrived(true),
        () => isShown && setFailures(retries + 1),
      );
      return () => {
        isShown = false;
      };
    }, [retries]);
    if (Loaded) return <Loaded {...props} />;
    if (failures <= retries) return <Loading />;
    return <Failed onRetry={() => setRetries(failures)} isAgain={retries > 0} />;
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
    Failed: (props) => landmark(<PartFailed {...props} />, false),
  });
}
