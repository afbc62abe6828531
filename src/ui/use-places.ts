/** What a page shows, as the address names it. */
import { useCallback } from 'react';
import type { PageName, Places } from '../state/url.ts';
import { useUi, useWorkbench } from './context.ts';

const nowhere: Places = {};

/** The places of a page, and what gives it others. */
export function usePlaces(page: PageName): readonly [places: Places, go: (to: Places) => void] {
  const { ui } = useWorkbench();
  const places = useUi((state) => state.places[page]) ?? nowhere;
  const go = useCallback(
    (to: Places) => ui.setState((state) => ({ places: { ...state.places, [page]: to } })),
    [ui, page],
  );
  return [places, go];
}
