/** What exercises about REALM ask the page for. */
import { servedSnapshot } from '../../state/refreshes.ts';
import type { IndexMap } from '../../systems/realm/index-map.ts';
import type { LabEdit, LabView, MaskingStrategy } from '../../systems/realm/lab-records.ts';
import type { RealmConfig } from '../../systems/realm/settings.ts';
import type { CandidateView, ExampleView } from '../../systems/realm/views.ts';
import type { Known } from '../lesson.ts';

/** What an exercise reads of the masking lab's state. */
export interface KnownLab {
  active: 'hand' | MaskingStrategy;
  views: Readonly<Record<'hand' | MaskingStrategy, LabView | null>>;
  /** Ways of masking whose answer has not come. */
  unanswered: readonly string[];
  allowTrivial: boolean;
  edit: LabEdit | null;
}

/** The example on screen; null where another page is shown or there is none. */
export function knownExample({ page, session }: Known): ExampleView | null {
  return page === 'run' ? ((session.views.example as ExampleView | undefined) ?? null) : null;
}

/** The lab, and the answer that it shows at length; null where another page is shown or that answer has not come. */
export function knownLab({ page, stores }: Known): { lab: KnownLab; view: LabView } | null {
  const lab = stores.lab as KnownLab | undefined;
  if (page !== 'lab' || !lab || lab.unanswered.includes(lab.active)) return null;
  const view = lab.views[lab.active];
  return view && { lab, view };
}

/** The map of the index; null where another page is shown or there is none. */
export function knownIndexMap({ page, stores }: Known): IndexMap | null {
  return page === 'index' ? ((stores.index as { map: IndexMap | null } | undefined)?.map ?? null) : null;
}

/** The settings of the next run. */
export const knownSettings = ({ session }: Known): RealmConfig => session.draft as RealmConfig;

/** The candidate whose row is opened. */
export function openedCandidate({ places }: Known, candidates: readonly CandidateView[]): CandidateView | null {
  return candidates.find(({ document }) => (document ?? '') === places.document) ?? null;
}

/** Whether the recording is at the first moment of a phase that was recorded. */
export function isAtFirstOf({ session, player }: Known, phase: string): boolean {
  const moments = player.recording?.moments ?? [];
  return session.isRecorded && player.at === moments.findIndex((moment) => moment.phase === phase);
}

/** Steps since the snapshot behind the serving index; null outside joint training. */
export function knownIndexAge({ session: { now, refreshes } }: Known): number | null {
  return now?.phase === 'joint' ? now.step - servedSnapshot(refreshes) : null;
}
