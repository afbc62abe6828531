/** Leads through the lessons: shows on the page what a part names, keeps predictions, and checks exercises whenever something on the page changes. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Known, type Lesson, momentOfPoint } from '../../lessons/lesson.ts';
import { isLesson, isPart } from '../../lessons/outline.ts';
import type { Recording } from '../../state/recording.ts';
import type { RecordingPlayer } from '../../state/recording-player.ts';
import type { Session } from '../../state/session.ts';
import type { SessionState } from '../../state/session-state.ts';
import { type Address, type LessonPlace, readAddress } from '../../state/url.ts';
import { defaultPreset, resolvePreset } from '../../systems/presets.ts';
import { loadPart } from '../../util/load-part.ts';
import { followStores, type SystemStores } from '../context.ts';
import { placeKeys, placesNow, systemPlaces } from '../pages.ts';
import { areLoaded, loadViews, withSystems } from '../systems/registry.ts';
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
  /** The recording of the lessons; null until it was first shown. */
  private own: Recording | null = null;
  private readonly options: LessonGuideOptions;
  /** The lessons; null until one was first opened. */
  private lessons: typeof import('../../lessons/registry.ts') | null = null;

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

  /** The lesson and the part on screen; null before the lessons are loaded. */
  get current() {
    const { lesson } = this.options.ui.getState();
    return lesson && this.lessons && this.lessons.partAt(lesson);
  }

  /** Loads the lessons, the systems, and the views of what this one is about, so that its parts are shown at once. Throws `part-missing`. */
  async load(lesson?: string): Promise<void> {
    this.lessons ??= await withSystems(loadPart(() => import('../../lessons/registry.ts')));
    if (lesson !== undefined) await loadViews(this.systemsOf(lesson));
  }

  /** The systems that a lesson is about; none before the lessons are loaded. */
  private systemsOf(lesson: string): string[] {
    const preset = isLesson(lesson) ? this.lessons?.partAt({ lesson, part: 1 })?.lesson.preset : undefined;
    return preset === undefined ? [] : [resolvePreset(preset).system];
  }

  /** Goes to a part and shows what it names. */
  go(place: LessonPlace): void {
    const { ui } = this.options;
    ui.setState({ lesson: place });
    void this.show(true);
  }

  /** So many parts further; nowhere if there is no such part. */
  move(by: number): void {
    const { lesson } = this.options.ui.getState();
    const place = lesson && { ...lesson, part: lesson.part + by };
    if (place && isPart(place)) this.go(place);
  }

  close(): void {
    this.options.ui.setState({ lesson: null });
  }

  /** As the address names it; `keepsPlace`: page and places are those of the address. Returns keys and values that name nothing. */
  read(named: Address['lesson'], { keepsPlace }: { keepsPlace: boolean }): [key: string, value: string][] {
    const { ui } = this.options;
    if (!named || !isLesson(named.lesson)) {
      ui.setState({ lesson: null });
      return named ? [['lesson', named.lesson]] : [];
    }
    const wanted = { lesson: named.lesson, part: /^[1-9]\d?$/.test(named.part) ? Number(named.part) : 0 };
    const isKnown = isPart(wanted);
    const place = isKnown ? wanted : { ...wanted, part: 1 };
    const { lesson: before } = ui.getState();
    if (before?.lesson !== place.lesson || before.part !== place.part) {
      ui.setState({ lesson: place });
      void this.show(!keepsPlace);
    }
    return isKnown ? [] : [['part', named.part]];
  }

  /** Keeps the first prediction of a part. */
  predict(choice: string): void {
    const { current } = this;
    if (!current) return;
    const key = partKey(current.lesson.id, current.part.id);
    const { answers } = this.store.getState();
    if (answers[key] === undefined) this.store.setState({ answers: { ...answers, [key]: choice } });
  }

  /** Puts the open run aside, which can be undone, and shows the recording, or the page of a lesson about another preset. */
  async putRunAside(): Promise<void> {
    await this.options.session.putAside();
    await this.show(this.current?.lesson.preset !== undefined);
  }

  /** Shows the part: `place`: its page, too. */
  private async show(place: boolean): Promise<void> {
    const { session, ui } = this.options;
    const { lesson } = ui.getState();
    if (!lesson) return;
    if (!this.lessons || !areLoaded(this.systemsOf(lesson.lesson))) {
      try {
        await this.load(lesson.lesson);
      } catch (error) {
        session.fail(error);
      }
      if (ui.getState().lesson !== lesson) return;
    }
    if (place) this.showPlace();
    await this.showMoment();
  }

  /** The recording, if the lesson is about it, at the moment that the part names; not where a run has the page. */
  private async showMoment(): Promise<void> {
    const { session, player } = this.options;
    const { current } = this;
    if (!current || current.lesson.preset !== undefined || hasOwnRun(session.state)) return;
    const point = current.part.shows?.moment;
    const { recording: before, isPlaying } = player.store.getState();
    if (!point && !before) return;
    try {
      const recording = await this.recording();
      this.own = recording;
      // somebody may have gone on, or pressed Play
      if (this.current?.part !== current.part || hasOwnRun(session.state)) return;
      if (player.store.getState().recording !== recording) player.open(recording);
      if (point) player.go(momentOfPoint(recording.moments, point));
      else if (isPlaying) player.play();
    } catch (error) {
      session.fail(error);
    }
  }

  /** Page, places and settings that the part names. */
  private showPlace(): void {
    const { session, ui, stores } = this.options;
    const { current } = this;
    if (!current) return;
    const { lesson, part } = current;
    if ((lesson.preset === undefined && !part.shows) || !this.choosePreset(lesson)) return;
    const { system } = session.state.draft;
    const own = systemPlaces(system, stores);
    const { page, places, config } = readAddress(part.shows?.address ?? '', placeKeys(own));
    if (config) session.setDraft(config);
    ui.setState({ page });
    own?.go(page, places);
    ui.setState({ places: placesNow(system, own, { ...ui.getState().places, [page]: places }) });
  }

  /** Chooses what a lesson is about for the next run, unless a run is open. False: the open run has no such page. */
  private choosePreset({ preset }: Lesson): boolean {
    const { session } = this.options;
    const { info, draft } = session.state;
    const wanted = resolvePreset(preset ?? defaultPreset);
    if (info) return preset === undefined || info.config.system === wanted.system;
    if (preset !== undefined) session.leaveRecorded();
    const isSame = draft.system === wanted.system && (preset === undefined || draft.preset === preset);
    if (!isSame) session.choosePreset(wanted.preset);
    return true;
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
    const { session, player } = this.options;
    // exercises are about the recording of the lessons, or about a run
    if (session.state.isRecorded && player.store.getState().recording !== this.own) return;
    const key = partKey(current.lesson.id, current.part.id);
    const { done } = this.store.getState();
    if (!done.includes(key) && current.part.check(this.known())) this.store.setState({ done: [...done, key] });
  }
}
