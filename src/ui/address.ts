/** Keeps what is on screen and the address bar the same: the settings, the page, and what a system's views show on it. */

import type { Session } from '../state/session.ts';
import { encodeAddress, firstPage, type Places, readAddress } from '../state/url.ts';
import { hasAllSystems, loadSystems } from '../systems/registry.ts';
import type { SystemStores } from './context.ts';
import type { Words } from './i18n/words.ts';
import type { LessonGuide } from './lessons/lesson-guide.ts';
import { readLook, showsRecording, writeLook } from './look.ts';
import { isPage, isShared, placeKeys, placesNow, systemPlaces, systemsOfAddress } from './pages.ts';
import { eachSystem } from './systems/loaded.ts';
import { areLoaded, loadViews } from './systems/registry.ts';
import type { SystemPlaces } from './systems/views.ts';
import type { UiState, UiStore } from './ui-store.ts';

export interface AddressOptions {
  session: Session;
  ui: UiStore;
  words: () => Words;
  /** Stores behind the systems' views, by the id of the system. */
  stores: Readonly<Record<string, SystemStores>>;
  guide: LessonGuide;
  /** Whether what the address needs is there; if not, it stays in the address bar, so that a reload reads it. True by default. */
  isReadable?: boolean;
  /** Milliseconds. */
  clock?: () => number;
}

/** Moves that follow each other faster are one entry of the history: a key that is held down, or a mask that is drawn word by word. */
const hurryMs = 400;

/** Entries that this page has written; an address that a person types has no such state. */
const written = { isOwn: true };

/** What an address names beside settings, places and lesson: the moment of the recording where the page shows it, and the parts of the page. */
export function restOfAddress({
  page,
  look,
  moment,
}: Pick<UiState, 'page' | 'look' | 'moment'>): Record<string, string> {
  return { ...(moment === null || !showsRecording(page) ? {} : { moment: String(moment) }), ...writeLook(look) };
}

function isSame(a: Places, b: Places): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

/**
 * Reads the address now and whenever it changes, and writes it when something on screen changes. Where a person goes (page, example, mask, document)
 * is an entry of the history; a changed setting only changes the entry, and going back does not take it back. What cannot be read is told in a line,
 * and the rest holds. The views that the address needs (`systemsOfAddress`) are there, or loaded before a later one is read.
 */
export function followAddress({
  session,
  ui,
  words,
  stores,
  guide,
  isReadable = true,
  clock = () => performance.now(),
}: AddressOptions): void {
  const systems = new Map<string, SystemPlaces>();
  const placesOf = () => systems.get(session.state.draft.system);
  let isReading = false;
  let movedAt = Number.NEGATIVE_INFINITY;

  const hash = () => {
    const { page, places, lesson, ...view } = ui.getState();
    const text = encodeAddress(session.state.draft, page, places[page] ?? {}, lesson, restOfAddress({ page, ...view }));
    return text ? `#${text}` : location.pathname + location.search;
  };
  const write = (isMove: boolean) => {
    if (isReading) return;
    const isNewEntry = isMove && clock() - movedAt > hurryMs;
    if (isMove) movedAt = clock();
    if (isNewEntry) history.pushState(written, '', hash());
    else history.replaceState(written, '', hash());
  };
  const showPlaces = () => {
    ui.setState({ places: placesNow(session.state.draft.system, placesOf() ?? null, ui.getState().places) });
  };

  eachSystem((id) => {
    const places = systemPlaces(id, stores);
    if (!places) return;
    systems.set(id, places);
    showPlaces();
    places.subscribe((isMove) => {
      const before = hash();
      showPlaces();
      if (hash() !== before) write(isMove);
    });
  });

  const read = ({ isWalk }: { isWalk: boolean }) => {
    // `#main`, to which the skip link goes, says nothing of the page
    if (location.hash !== '' && !location.hash.includes('=')) return;
    const {
      page: named,
      config,
      places,
      lesson,
      look,
      moment,
      namesPlace,
      problems,
    } = readAddress(location.hash, [...new Set([...placeKeys(null), ...[...systems.values()].flatMap(placeKeys)])]);
    const page = isPage(named) ? named : firstPage;
    if (page !== named) problems.push(words().notices.badPlace('view', named));
    isReading = true;
    if (config && !isWalk) session.setDraft(config);
    ui.setState({ page });
    // a link inside the page says nothing of its parts: they stay as they are
    if (Object.keys(look).length > 0) {
      const read = readLook(look);
      ui.setState({ look: read.look });
      for (const [key, name] of read.unknown) problems.push(words().notices.badPlace(key, name));
    }
    const isMoment = moment !== null && /^[1-9]\d{0,4}$/.test(moment);
    if (moment !== null && !isMoment) problems.push(words().notices.badPlace('moment', moment));
    // a page that shows no recording says nothing of its moment
    if (isMoment || showsRecording(page)) ui.setState({ moment: isMoment ? Number(moment) : null });
    const shown = placesOf();
    if (isShared(page)) ui.setState({ places: { ...ui.getState().places, [page]: places } });
    const isElsewhere = shown && !isShared(page) && !isSame(shown.now(page), places);
    for (const key of isElsewhere ? shown.go(page, places) : []) {
      problems.push(words().notices.badPlace(key, places[key]!));
    }
    for (const [key, value] of guide.read(lesson, { keepsPlace: namesPlace })) {
      problems.push(words().notices.badPlace(key, value));
    }
    showPlaces();
    isReading = false;
    session.withdraw('address');
    if (problems.length > 0)
      session.notify(
        'warning',
        'address',
        words().notices.badAddress(problems.map((one) => words().say(one)).join(words().betweenSentences)),
      );
    movedAt = Number.NEGATIVE_INFINITY;
    write(false);
  };
  if (isReadable) read({ isWalk: false });
  // back and forward go to places; settings stay as they are
  addEventListener('hashchange', () => {
    const isWalk = history.state?.isOwn === true;
    const needed = () => systemsOfAddress(location.hash, session.state.draft);
    if (hasAllSystems() && areLoaded(needed())) return read({ isWalk });
    // it stays in the address bar until it can be read; if it cannot, until something changes
    isReading = true;
    void loadSystems()
      .then(() => loadViews(needed()))
      .then(
        () => read({ isWalk }),
        (error) => {
          isReading = false;
          session.fail(error);
        },
      );
  });

  let { draft } = session.state;
  session.store.subscribe((state) => {
    if (state.draft === draft) return;
    draft = state.draft;
    write(false);
  });
  ui.subscribe((state, before) => {
    const isElsewhere = isShared(state.page) && state.places[state.page] !== before.places[state.page];
    if (state.page !== before.page || state.lesson !== before.lesson || isElsewhere) write(true);
    else if (state.look !== before.look || state.moment !== before.moment) write(false);
  });
}
