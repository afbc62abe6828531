/** Keeps the settings on screen, the page that is shown, and the address bar the same. */

import type { Session } from '../state/session.ts';
import { decodeHash, encodeAddress, splitAddress } from '../state/url.ts';
import { toErrorReport } from '../util/errors.ts';
import type { Words } from './i18n/words.ts';
import type { UiStore } from './ui-store.ts';

/** Reads the address now and whenever it changes; writes it when settings or page change. Bad settings in it are told and change nothing. */
export function followAddress(session: Session, ui: UiStore, words: () => Words): void {
  const read = () => {
    // `#main`, to which the skip link goes, says nothing of settings
    if (location.hash !== '' && !location.hash.includes('=')) return;
    const { page, settings } = splitAddress(location.hash);
    try {
      const config = decodeHash(settings);
      if (config) session.setDraft(config);
    } catch (error) {
      session.notify('warning', words().notices.badAddress(toErrorReport(error).message));
    }
    ui.setState({ page });
  };
  read();
  let { draft } = session.state;
  let { page } = ui.getState();
  const write = () => {
    const hash = encodeAddress(draft, page);
    history.replaceState(null, '', hash ? `#${hash}` : location.pathname + location.search);
  };
  write();
  addEventListener('hashchange', read);
  session.store.subscribe((state) => {
    if (state.draft === draft) return;
    draft = state.draft;
    write();
  });
  ui.subscribe((state) => {
    if (state.page === page) return;
    page = state.page;
    write();
  });
}
