/** Keeps the settings on screen and those in the address bar the same. */

import type { Session } from '../state/session.ts';
import { decodeHash, encodeHash } from '../state/url.ts';
import { toErrorReport } from '../util/errors.ts';
import { t } from './i18n/strings.ts';

/** Reads the address now and whenever it changes; writes it when the settings change. Bad settings in it are told and change nothing. */
export function followAddress(session: Session): void {
  const read = () => {
    try {
      const config = decodeHash(location.hash);
      if (config) session.setDraft(config);
    } catch (error) {
      session.notify('warning', t.notices.badAddress(toErrorReport(error).message));
    }
  };
  read();
  let draft = session.state.draft;
  const write = () => {
    const hash = encodeHash(draft);
    history.replaceState(null, '', hash ? `#${hash}` : location.pathname + location.search);
  };
  write();
  addEventListener('hashchange', read);
  session.store.subscribe((state) => {
    if (state.draft === draft) return;
    draft = state.draft;
    write();
  });
}
