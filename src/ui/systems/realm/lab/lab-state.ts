/** What the masking lab shows: the sentence, its masks, the answers about them, and many sentences at once. */
import type {
  LabEdit,
  LabSentence,
  LabSummary,
  LabView,
  MaskingStrategy,
} from '../../../../systems/realm/lab-records.ts';

/** A way of masking: a person's, or a strategy's. */
export type LabColumn = 'hand' | MaskingStrategy;

export const labColumns: readonly LabColumn[] = ['hand', 'salient', 'uniform', 'random-span'];

/** Sentences that the summary reads for each strategy. */
export const summarySentences = 200;

export interface LabState {
  sentence: LabSentence;
  nullDocument: boolean;
  allowTrivial: boolean;
  /** The passage that is read in a person's words. */
  edit: LabEdit | null;
  /** Token positions that are masked by hand. */
  hand: readonly number[];
  /** What each strategy draws with. */
  seeds: Record<MaskingStrategy, number>;
  /** The newest answers. */
  views: Record<LabColumn, LabView | null>;
  /** The one whose mask and candidates are shown at length. */
  active: LabColumn;
  /** The candidate that is opened, by its document (`nullDocument` for the null document); null: none. */
  document: string | null;
  /** How often a person has gone to another sentence, mask or document. */
  moves: number;
  /** Questions that are not answered yet. */
  asking: number;
  /** Columns whose mask, sentence or switches were changed, and whose answer to that has not come yet. */
  unanswered: readonly LabColumn[];
  /** Another sentence was chosen, and the views still show the one before. */
  isBehind: boolean;
  /** How many changes of the mask can be undone. */
  undoable: number;
  /** Whether the last change was refused because too many tokens would be masked. */
  isFull: boolean;
  summary: LabSummary | null;
  summarising: { done: number; total: number } | null;
}

const noViews: LabState['views'] = { hand: null, salient: null, uniform: null, 'random-span': null };

export const initialLabState: LabState = {
  sentence: { index: 0 },
  nullDocument: true,
  allowTrivial: false,
  edit: null,
  hand: [],
  seeds: { salient: 1, uniform: 1, 'random-span': 1 },
  views: noViews,
  active: 'salient',
  document: null,
  moves: 0,
  asking: 0,
  unanswered: [],
  isBehind: false,
  undoable: 0,
  isFull: false,
  summary: null,
  summarising: null,
};

/** What an address names of the lab. */
export type LabPlace = Pick<LabState, 'sentence' | 'hand' | 'active' | 'seeds' | 'document'>;

/** What the text of a mask is read from: the tokens of the sentence, and the masked positions. */
export type ShownMask = Pick<LabView, 'text' | 'tokens' | 'spans'> & { masked: readonly number[] };

/** The mask of a column as it is shown: the hand's at once, with the words of the sentence on screen; a strategy's as it was drawn. */
export function columnMask(column: LabColumn, { hand, views, isBehind }: LabState): ShownMask | null {
  if (column !== 'hand') return views[column];
  const view = views.hand ?? views.salient;
  return view && { ...view, masked: isBehind ? noMask : hand };
}

/** One object, so that a store sees that nothing has changed. */
const noMask: readonly number[] = [];

/** The masked positions of the column that is shown: by hand at once, others as they were drawn. */
export function shownMask({ active, hand, views }: LabState): readonly number[] {
  return active === 'hand' ? hand : (views[active]?.masked ?? noMask);
}
