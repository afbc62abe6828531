/** The index page, loaded when it is first opened. */
import { lazy, Suspense } from 'react';

const Loaded = lazy(async () => ({ default: (await import('./index-page.tsx')).IndexPage }));

export function LazyIndexPage() {
  return (
    // the page is there within a moment, so nothing stands in for it
    <Suspense fallback={<main id="index" />}>
      <Loaded />
    </Suspense>
  );
}
