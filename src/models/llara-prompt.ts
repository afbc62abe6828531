/**
 * The prompts of LLaRA (Li et al. 2023): behind a text stand words that ask for the text itself (SELF) or for what follows it (NEXT), and slots,
 * whose last hidden states make the embedding. In one joint pass both stand behind the text:
 *
 *   T SELF slots NEXT slots      causal, but NEXT does not see SELF, and the positions of NEXT begin where those of SELF do
 *
 * so that each of them has the states which it would have alone. Official code: FlagOpen/FlagEmbedding, research/LLARA.
 *
 * The words are special tokens of their own behind the vocabulary, not English ones: a tiny model has no use for the meaning of "The original
 * sentence:", and one word is enough for it to tell the prompts apart.
 */
import { allowKeys, maskWords } from '../graph/ops/attention-mask.ts';

/** `paper`: one `</s>`, the same for both prompts; `release`: slots of their own. */
export interface PromptSettings {
  kind: 'paper' | 'release';
  /** Words of each prompt. */
  words: number;
  /** Slots of each prompt; one with `paper`. */
  slots: number;
}

export type Side = 'self' | 'next';

/** Token ids of one prompt. */
export interface PromptTokens {
  words: number[];
  slots: number[];
}

export type Prompts = Record<Side, PromptTokens>;

export const slotCount = ({ kind, slots }: PromptSettings): number => (kind === 'paper' ? 1 : slots);

/** Tokens that a prompt puts behind a text. */
export const promptLength = (settings: PromptSettings): number => settings.words + slotCount(settings);

const range = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => first + i);

/** The ids of the prompts' tokens, from `first` on: the words of SELF, the words of NEXT, then the slots. */
export function promptTokens(settings: PromptSettings, first: number): Prompts {
  const { kind, words } = settings;
  const slots = first + 2 * words;
  const count = slotCount(settings);
  return {
    self: { words: range(first, words), slots: range(slots, count) },
    next: { words: range(first + words, words), slots: range(kind === 'paper' ? slots : slots + count, count) },
  };
}

/** How many ids the prompts take. */
export function promptIds(settings: PromptSettings): number {
  return 2 * settings.words + slotCount(settings) * (settings.kind === 'paper' ? 1 : 2);
}

/** How the prompts' tokens are written, in the order of their ids. */
export function promptNames(settings: PromptSettings): string[] {
  const words = (['SELF', 'NEXT'] as const).flatMap((name) =>
    range(1, settings.words).map((i) => (settings.words === 1 ? name : `${name}${i}`)),
  );
  const slots = settings.kind === 'paper' ? ['</s>'] : range(1, 2 * slotCount(settings)).map((i) => `<s${i}>`);
  return [...words, ...slots];
}

/** A row of tokens, and where its slots stand. */
export interface PromptedRow {
  ids: number[];
  /** Row of the position table, for each token. */
  positions: number[];
  /** Indices of the slots in the row, of each prompt that it has. */
  slots: Partial<Record<Side, number[]>>;
}

/** A text with one prompt, as it is embedded. Attention is causal. */
export function promptedRow(text: ArrayLike<number>, prompts: Prompts, side: Side): PromptedRow {
  const { words, slots } = prompts[side];
  const ids = [...Array.from(text), ...words, ...slots];
  return { ids, positions: range(0, ids.length), slots: { [side]: range(text.length + words.length, slots.length) } };
}

/** A text with both prompts. Its mask is that of `allowJoint`. */
export function jointRow(text: ArrayLike<number>, prompts: Prompts): PromptedRow {
  const self = promptedRow(text, prompts, 'self');
  const next = promptedRow(text, prompts, 'next');
  const added = self.ids.length - text.length;
  return {
    ids: [...self.ids, ...next.ids.slice(text.length)],
    positions: [...self.positions, ...next.positions.slice(text.length)],
    slots: { self: self.slots.self!, next: next.slots.next!.map((at) => at + added) },
  };
}

/**
 * Opens the mask of a joint row: causal, and NEXT is blind to SELF. Padding on the right sees nothing. The mask is all zeros before.
 *
 * @param first number of the row's first query in the mask
 * @param keys tokens of a padded row
 * @param text tokens of T
 * @param prompt tokens of a prompt, the same for SELF and NEXT
 */
export function allowJoint(mask: Uint32Array, keys: number, first: number, text: number, prompt: number): void {
  const next = text + prompt;
  for (let i = 0; i < next + prompt; i++) {
    if (i < next) {
      allowKeys(mask, keys, first + i, 0, i + 1);
    } else {
      allowKeys(mask, keys, first + i, 0, text);
      allowKeys(mask, keys, first + i, next, i + 1);
    }
  }
}

/** The mask of one joint row without padding, for `maskWords(tokens)` words a token. */
export function jointMask(text: number, prompt: number): Uint32Array {
  const tokens = text + 2 * prompt;
  const mask = new Uint32Array(tokens * maskWords(tokens));
  allowJoint(mask, tokens, 0, text, prompt);
  return mask;
}
