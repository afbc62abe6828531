/** The line under a page that stands in a frame, or that leaves parts out: its name, where the run stands, and the way to the whole page. */

import { encodeAddress } from '../../state/url.ts';
import { restOfAddress } from '../address.ts';
import { useSession, useUi, useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { useShows, wholePage } from '../look.ts';
import { Mark } from '../widgets/icons.tsx';
import { Sentences } from '../widgets/sentences.tsx';
import styles from './embed-bar.module.css';
import { Transport } from './header.tsx';

/** The address of this place on the whole page. */
function useWholeAddress(): string {
  const { page, places, lesson, moment } = useUi((state) => state);
  const draft = useSession((state) => state.draft);
  const hash = encodeAddress(draft, page, places[page] ?? {}, lesson, restOfAddress({ page, look: wholePage, moment }));
  return `${location.pathname}${location.search}#${hash}`;
}

export function EmbedBar() {
  const t = useStrings();
  const shows = useShows();
  const address = useWholeAddress();
  return (
    <footer className={styles.bar} data-testid="embed-bar">
      <h1 className={styles.name}>
        <Mark />
        {t.name}
      </h1>
      {shows('transport') && <Transport />}
      <a className={styles.link} href={address} target="_blank" rel="noreferrer">
        {t.share.openWhole}
      </a>
    </footer>
  );
}

/** Says that a link has left parts out, and brings them back. */
export function HiddenParts() {
  const t = useStrings().share;
  const { ui } = useWorkbench();
  const isPartial = useUi(({ look }) => look.hidden.length > 0 && !look.isEmbedded);
  if (!isPartial) return null;
  return (
    <p className={styles.hidden}>
      <Sentences>
        {t.partsHidden}
        <button type="button" className={styles.plain} onClick={() => ui.setState({ look: wholePage })}>
          {t.showAll}
        </button>
      </Sentences>
    </p>
  );
}
