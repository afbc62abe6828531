/** A lesson as data: what the page shows, which prediction is right, and what an exercise asks for. Its words stand in one file a language. */
import type { PlayerState } from '../state/recording-player.ts';
import type { SessionState } from '../state/session-state.ts';
import type { PageName, Places } from '../state/url.ts';

export interface Lesson {
  id: string;
  /** About how long a class takes. */
  minutes: number;
  /** It is about a run of this preset, which is chosen for the next run; absent: about the recording. */
  preset?: string;
  parts: readonly Part[];
}

export interface Part {
  /** Names its words. */
  id: string;
  shows?: Shows;
  /** The right one of its choices; absent: there is nothing to predict. */
  right?: string;
  /** Whether its exercise is done; absent: there is none. */
  check?: (known: Known) => boolean;
}

/** What is on screen when a part begins; what is not named stays as it is. */
export interface Shows {
  /** A moment of the recording. */
  moment?: RecordedPoint;
  /** Page and places, e.g. `view=lab&mask=hand`, as `readAddress` reads them; absent: the run, as it opens. */
  address?: string;
  /** It takes an open run, of the lesson's preset if it has one: models that can be asked. */
  needsModels?: true;
}

/** A moment of the recorded run by its phase; `share`: 0 is the first that was recorded in it, 1 the last. */
export interface RecordedPoint {
  phase: string;
  share: number;
}

/** What the page knows. An exercise is a pure function of it. */
export interface Known {
  page: PageName;
  /** What that page shows. */
  places: Places;
  session: SessionState;
  player: PlayerState;
  /** The states of the stores behind the system's views, by their names. */
  stores: Readonly<Record<string, unknown>>;
}

export interface LessonText {
  title: string;
  /** One sentence. */
  about: string;
  /** By the ids of the parts. */
  parts: Readonly<Record<string, PartText>>;
}

export interface PartText {
  /** Paragraphs; two to five sentences together. */
  prose: readonly string[];
  prediction?: {
    question: string;
    /** By the names that `Part.right` is one of, in the order of the page. */
    choices: Readonly<Record<string, string>>;
    /** Why the right one is right. */
    why: string;
  };
  exercise?: string;
}

/** The number of the recorded moment that a point names; the last moment if nothing of its phase was recorded. */
export function momentOfPoint(moments: readonly { phase: string }[], { phase, share }: RecordedPoint): number {
  const first = moments.findIndex((moment) => moment.phase === phase);
  if (first < 0) return moments.length - 1;
  const last = moments.findLastIndex((moment) => moment.phase === phase);
  return first + Math.round(share * (last - first));
}
