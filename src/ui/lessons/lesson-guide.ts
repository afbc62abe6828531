/** Leads through the lessons: shows on the page what a part names, keeps predictions, and checks exercises whenever something on the page changes. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Known, momentOfPoint } from '../../lessons/lesson.ts';
import { lessonById, partAt } from '../../lessons/registry.ts';
import type { Recording } from '../../state/recording.ts';
import type { RecordingPlayer } from '../../state/recording-player.ts';
import type { Session } from '../../state/session.ts';
import type { SessionState } from '../../state/session-state.ts';
import { type Address, type LessonPlace, readAddress } from '../../state/url.ts';
import { followStores, type SystemStores } from '../context.ts';
import { placeKeys, placesNow, systemPlaces } from '../pages.ts';
import type { UiStore } from '../ui-store.ts';
import { type LessonProgress, partKey, storedProgress, storeProgress } from './lesson-progress.ts';

export interface LessonGuideOptions {
  session: Session;
  ui: UiStore;
  player: RecordingPlayer;
  /** Stores behind the systems' views, by the id of the system. */
  stores: Readonly<Record<string, SystemStores>>;
  /** The recording that lessons show. */
  recording: () => Promise<Recording>;
}

/** Whether a run that is open, or kept from an earlier visit, has the page. */
export function hasOwnRun({ info, measured, isRecorded, status }: SessionState): boolean {
  return info !== null || status === 'opening' || (measured !== null && !isRecorded);
}

export class LessonGuide {
  readonly store: StoreApi<LessonProgress> = createStore(storedProgress);
  readonly recording: () => Promise<Recording>;
  private readonly options: LessonGuideOptions;

  constructor(options: LessonGuideOptions) {
    this.options = options;
    const { recording, session, ui, player, stores } = options;
    this.recording = recording;
    this.store.subscribe(storeProgress);
    const check = () => this.check();
    for (const store of [session.store, ui, player.store] as Pick<StoreApi<unknown>, 'subscribe'>[]) {
      store.subscribe(check);
    }
    followStores(stores, check);
  }

  /** The lesson and the part on screen. */
  get current() {
    const { lesson } = this.options.ui.getState();
    return lesson && partAt(lesson);
  }

  /** Goes to a part and shows what it names. */
  go(place: LessonPlace): void {
    const { ui } = this.options;
    ui.setState({ lesson: place });
    this.showPlace();
    void this.showMoment();
  }

  /** So many parts further; nowhere if there is no such part. */
  move(by: number): void {
    const { lesson } = this.options.ui.getState();
    const place = lesson && { ...lesson, part: lesson.part + by };
    if (place && partAt(place)) this.go(place);
  }

  close(): void {
    this.options.ui.setState({ lesson: null });
  }

  /** As the address names it; `keepsPlace`: page and places are those of the address. Returns keys and values that name nothing. */
  read(named: Address['lesson'], { keepsPlace }: { keepsPlace: boolean }): [key: string, value: string][] {
    const { ui } = this.options;
    if (!named || !lessonById(named.lesson)) {
      ui.setState({ lesson: null });
      return named ? [['lesson', named.lesson]] : [];
    }
    const wanted = { lesson: named.lesson, part: /^[1-9]\d?$/.test(named.part) ? Number(named.part) : 0 };
    const isPart = partAt(wanted) !== null;
    const place = isPart ? wanted : { ...wanted, part: 1 };
    const { lesson: before } = ui.getState();
    if (before?.lesson !== place.lesson || before.part !== place.part) {
      ui.setState({ lesson: place });
      if (!keepsPlace) this.showPlace();
      void this.showMoment();
    }
    return isPart ? [] : [['part', named.part]];
  }

  /** Keeps the first prediction of a part. */
  predict(choice: string): void {
    const { current } = this;
    if (!current) return;
    const key = partKey(current.lesson.id, current.part.id);
    const { answers } = this.store.getState();
    if (answers[key] === undefined) this.store.setState({ answers: { ...answers, [key]: choice } });
  }

  /** Puts the open run aside, which can be undone, and shows the recording. */
  async putRunAside(): Promise<void> {
    await this.options.session.putAside();
    await this.showMoment();
  }

  /** The moment of the recording that the part names, unless a run has the page. */
  private async showMoment(): Promise<void> {
    const { session, player } = this.options;
    const { current } = this;
    const point = current?.part.shows?.moment;
    if (!point || hasOwnRun(session.state)) return;
    try {
      const recording = await this.recording();
      // somebody may have gone on, or pressed Play
      if (this.current?.part !== current.part || hasOwnRun(session.state)) return;
      if (player.store.getState().recording !== recording) player.open(recording);
      player.go(momentOfPoint(recording.moments, point));
    } catch (error) {
      session.fail(error);
    }
  }

  /** Page, places and settings that the part names. */
  private showPlace(): void {
    const { session, ui, stores } = this.options;
    const shows = this.current?.part.shows;
    if (!shows) return;
    const { system } = session.state.draft;
    const own = systemPlaces(system, stores);
    const { page, places, config } = readAddress(shows.address ?? '', placeKeys(own));
    if (config) session.setDraft(config);
    ui.setState({ page });
    own?.go(page, places);
    ui.setState({ places: placesNow(system, own) });
  }

  private known(): Known {
    const { session, ui, player, stores } = this.options;
    const state = session.store.getState();
    const { page, places } = ui.getState();
    const own = Object.entries(stores[state.draft.system] ?? {});
    return {
      page,
      places: places[page] ?? {},
      session: state,
      player: player.store.getState(),
      stores: Object.fromEntries(own.map(([name, { store }]) => [name, store.getState()])),
    };
  }

  private check(): void {
    const { current } = this;
    if (!current?.part.check) return;
    const key = partKey(current.lesson.id, current.part.id);
    const { done } = this.store.getState();
    if (!done.includes(key) && current.part.check(this.known())) this.store.setState({ done: [...done, key] });
  }
}
