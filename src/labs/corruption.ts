/**
 * One sentence, corrupted as five kinds of pre-training do it: BERT's masked tokens, the same by whole words, T5's spans, GLM's spans, and REALM's
 * salient spans. Each is drawn with the masker that a paper's code describes; what the model reads and what it predicts stand side by side.
 */
import { blankFilling } from '../systems/glm/layout.ts';
import { tokenSpans } from '../systems/glm/spans.ts';
import { type ChosenToken, chooseTokens, predictionCount, type Treatment } from '../text/corruption/masked-tokens.ts';
import { corruptedSpans, spanCounts, spansApart } from '../text/corruption/span-corruption.ts';
import { chooseMask } from '../text/salient/masking.ts';
import type { SalientSpan } from '../text/tokenizer/tokens.ts';
import { Prng } from '../util/prng.ts';
import { type SentenceToken, sentences, tokensOf, vocabularyOf } from './corruption-text.ts';
import type { Lab } from './lab.ts';

export const corruptionKinds = ['bert', 'words', 't5', 'glm', 'salient'] as const;
export type CorruptionKind = (typeof corruptionKinds)[number];

export interface CorruptionState {
  text: string;
  /** Number of the roll: the same number gives the same corruptions. */
  roll: number;
  /** Share of the tokens that is predicted (BERT, T5) or at least taken out (GLM). */
  share: number;
  /** Kinds of which a person says that their input tells how long a blank is. */
  marked: readonly CorruptionKind[];
}

export const shares = { min: 0.05, max: 0.5, step: 0.01 } as const;
/** Mean length of the spans of T5 and GLM. */
export const meanSpan = 3;
/** Longest salient span that is masked, as in REALM's presets a few words. */
const longestSalient = 12;

/** How a token of the input came about. */
export type Role = 'text' | 'special' | 'random' | 'keep';

/** A token that the model reads, and the one that it predicts there; null: none. */
export interface ReadToken {
  piece: string;
  role: Role;
  target: string | null;
}

export interface Corruption {
  /** Read at once, each token by all. */
  encoder: ReadToken[];
  /** Read from the left: what stands behind a token is not seen. Empty: there is none. */
  decoder: ReadToken[];
  /** Blanks: stretches of the source that are predicted. */
  blanks: number;
  /** Tokens of the source that are predicted. */
  taken: number;
}

const read = (piece: string, role: Role = 'text', target: string | null = null): ReadToken => ({ piece, role, target });
const special = (piece: string, target: string | null = null) => read(piece, 'special', target);

/** Neighbours in an ascending list of numbers count as one. */
const stretchesOf = (at: readonly number[]) => at.filter((i, k) => i !== at[k - 1]! + 1).length;

/** The sentence that a corruption begins with. */
export interface Source {
  tokens: readonly SentenceToken[];
  vocabulary: readonly string[];
  /** Names, dates and quantities in the text; null: not found yet. */
  salient: readonly SalientSpan[] | null;
}

export const sourceOf = (text: string, salient: readonly SalientSpan[] | null): Source => ({
  tokens: tokensOf(text),
  vocabulary: vocabularyOf(text),
  salient,
});

/** [CLS] text [SEP], as BERT and REALM read it: a chosen token is predicted where it stands. `chosen`: indices with [CLS] as 0. */
function maskedInPlace({ tokens, vocabulary }: Source, chosen: readonly ChosenToken[], prng: Prng): Corruption {
  const instead: Record<Treatment, (piece: string) => ReadToken> = {
    mask: (piece) => special('[MASK]', piece),
    random: (piece) => read(prng.pick(vocabulary), 'random', piece),
    keep: (piece) => read(piece, 'keep', piece),
  };
  const treated = new Map(chosen.map(({ at, treatment }) => [at, treatment]));
  const text = tokens.map(({ piece }, i) => {
    const treatment = treated.get(i + 1);
    return treatment ? instead[treatment](piece) : read(piece);
  });
  const at = chosen.map((one) => one.at);
  return {
    encoder: [special('[CLS]'), ...text, special('[SEP]')],
    ...{ decoder: [], blanks: stretchesOf(at), taken: at.length },
  };
}

/** The tokens of each word, with [CLS] as 0. */
function wordUnits(tokens: readonly SentenceToken[]): number[][] {
  const units = new Map<number, number[]>();
  tokens.forEach(({ word }, i) => {
    units.set(word, [...(units.get(word) ?? []), i + 1]);
  });
  return [...units.values()];
}

const sentinel = (i: number) => special(`<${i}>`);

/** The encoder reads the inputs; the decoder reads the targets, one behind, and predicts them. </s> ends both. */
function spansToDecoder({ tokens }: Source, share: number, prng: Prng): Corruption | null {
  const spans = corruptedSpans(tokens.length, { density: share, meanLength: meanSpan }, prng);
  if (spans.length === 0) return null;
  const text = tokens.map(({ piece }) => read(piece));
  const { inputs, targets } = spansApart(text, spans, sentinel);
  const predicted = [...targets, special('</s>')];
  return {
    encoder: [...inputs, special('</s>')],
    decoder: predicted.map((token, i) => ({ ...(predicted[i - 1] ?? special('<pad>')), target: token.piece })),
    ...{ blanks: spans.length, taken: targets.length - spans.length },
  };
}

/** Draws of GLM's lengths of spans after which a text counts as too short for them. */
const mostDraws = 100;

/** Part A is read at once, Part B from the left. */
function spansToPartB({ tokens }: Source, share: number, prng: Prng): Corruption | null {
  const pieces = ['[CLS]', ...tokens.map(({ piece }) => piece)];
  let spans: ReturnType<typeof tokenSpans> = null;
  for (let i = 0; i < mostDraws && !spans; i++) {
    spans = tokenSpans(pieces.length, { share, meanLength: meanSpan }, prng);
  }
  if (!spans) return null;
  const [mask, start, end] = [pieces.length, pieces.length + 1, pieces.length + 2];
  const all = [...pieces, '[MASK]', '[sop]', '[eop]'];
  const row = blankFilling(
    pieces.map((_, i) => i),
    prng.shuffle(spans),
    { mask: () => mask, start: () => start, end },
    { mode: 'token' },
  );
  const targets = new Map(row.at.map((at, i) => [at, all[row.targets[i]!]!]));
  const shown = row.ids.map((id, i) => read(all[id]!, id === 0 || id >= mask ? 'special' : 'text', targets.get(i)));
  return {
    encoder: shown.slice(0, row.partA).map((token) => ({ ...token, target: null })),
    decoder: shown.slice(row.partA),
    ...{ blanks: spans.length, taken: row.targets.length - spans.length },
  };
}

/** One corruption of a kind; null: the draw is of no use, or there is nothing to take out. */
export function corrupted(kind: CorruptionKind, source: Source, share: number, prng: Prng): Corruption | null {
  const { tokens, salient } = source;
  if (tokens.length === 0) return null;
  const count = predictionCount(tokens.length + 2, share);
  switch (kind) {
    case 'bert':
      return maskedInPlace(
        source,
        chooseTokens(
          tokens.map((_, i) => [i + 1]),
          count,
          prng,
        ),
        prng,
      );
    case 'words': {
      const chosen = chooseTokens(wordUnits(tokens), count, prng);
      return chosen.length > 0 ? maskedInPlace(source, chosen, prng) : null;
    }
    case 't5':
      return spansToDecoder(source, share, prng);
    case 'glm':
      return spansToPartB(source, share, prng);
    case 'salient': {
      const sentence = { ranges: tokens.map(({ range }) => range), spans: salient ?? [] };
      const settings = { strategy: 'salient', uniformRate: share, maxTokens: longestSalient } as const;
      const chosen = chooseMask(sentence, settings, prng)?.map((at) => ({ at: at + 1, treatment: 'mask' as const }));
      return chosen ? maskedInPlace(source, chosen, prng) : null;
    }
    default:
      return kind satisfies never;
  }
}

/** The corruption of a kind that a roll shows. */
export const rolled = (
  kind: CorruptionKind,
  source: Source,
  { roll, share }: Pick<CorruptionState, 'roll' | 'share'>,
) => corrupted(kind, source, share, Prng.fork(roll, `corruption ${kind}`));

/** Tokens that are predicted, special ones included. */
export const supervised = ({ encoder, decoder }: Corruption): number =>
  [...encoder, ...decoder].filter(({ target }) => target !== null).length;

/** What stands in place of the tokens of the source that are predicted. */
export interface Treated {
  mask: number;
  random: number;
  /** Unchanged: kept, or replaced by a random token that is the same. */
  same: number;
  /** Special tokens of the source that were chosen. */
  special: number;
}

export function treatedIn({ encoder }: Corruption): Treated {
  const counts: Treated = { mask: 0, random: 0, same: 0, special: 0 };
  for (const { piece, target } of encoder) {
    if (target === null) continue;
    // a bracket in a text is a token of its own
    if (/^\[.+\]$/.test(target)) counts.special++;
    if (piece === '[MASK]') counts.mask++;
    else if (piece === target) counts.same++;
    else counts.random++;
  }
  return counts;
}

/** What many rolls of a kind come to. */
export interface Tally {
  rolls: number;
  /** Tokens of the source that were predicted, in all rolls. */
  taken: number;
  /** Means of a roll. */
  share: number;
  blanks: number;
  supervised: number;
  /** Tokens that are read, in encoder and decoder. */
  read: number;
  /** Over all rolls. */
  treated: Treated;
}

/** Rolls until so many tokens of the source have been predicted; null where a roll gives nothing, again and again. */
export function tallyOf(kind: CorruptionKind, source: Source, share: number, tokens: number): Tally | null {
  const prng = Prng.fork(1, `tally ${kind}`);
  const sum = { rolls: 0, taken: 0, blanks: 0, supervised: 0, read: 0 };
  const treated: Treated = { mask: 0, random: 0, same: 0, special: 0 };
  for (let useless = 0; sum.taken < tokens && useless < mostDraws; ) {
    const one = corrupted(kind, source, share, prng);
    if (!one) {
      useless++;
      continue;
    }
    useless = 0;
    sum.rolls++;
    sum.taken += one.taken;
    sum.blanks += one.blanks;
    sum.supervised += supervised(one);
    sum.read += one.encoder.length + one.decoder.length;
    const counts = treatedIn(one);
    for (const name of ['mask', 'random', 'same', 'special'] as const) treated[name] += counts[name];
  }
  const { rolls, taken } = sum;
  if (rolls === 0) return null;
  return {
    ...{ rolls, taken, treated, share: taken / rolls / source.tokens.length },
    ...{ blanks: sum.blanks / rolls, supervised: sum.supervised / rolls, read: sum.read / rolls },
  };
}

/** Whether there is a word of two tokens or more, of which some are predicted and some are not. */
export function splitsWord({ tokens }: Source, { encoder }: Corruption): boolean {
  return wordUnits(tokens).some((unit) => {
    const chosen = unit.filter((at) => encoder[at]!.target !== null).length;
    return chosen > 0 && chosen < unit.length;
  });
}

/** Whether the input of a kind has as many marks as tokens are missing, in every one of a hundred rolls of a sentence. */
export function tellsLength(kind: CorruptionKind): boolean {
  const text = sentences.en[0];
  const name = 'Marie Curie';
  const start = text.indexOf(name);
  const source = sourceOf(text, [{ start, end: start + name.length, kind: 'person' }]);
  const lengthOf = (tokens: readonly ReadToken[]) => tokens.filter(({ role }) => role !== 'special').length;
  return Array.from({ length: 100 }, (_, roll) => rolled(kind, source, { roll, share: 0.3 })).every((one) => {
    if (!one) return true;
    const marks = one.encoder.filter(({ piece }) => /^(\[MASK\]|<\d+>)$/.test(piece)).length;
    return lengthOf(one.encoder) + marks === source.tokens.length;
  });
}

export const corruptionLab: Lab<CorruptionState> = {
  id: 'corruption',
  minutes: 12,
  right: 'same',
  start: { text: sentences.en[0], roll: 2, share: 0.15, marked: [] },
  exercises: {
    /** BERT chooses a token and leaves it as it is. */
    kept: (state) => {
      const one = rolled('bert', sourceOf(state.text, null), state);
      return one?.encoder.some(({ role }) => role === 'keep') ?? false;
    },
    /** GLM takes out more than twice the share: it draws lengths until they are enough. */
    over: (state) => {
      const source = sourceOf(state.text, null);
      const one = rolled('glm', source, state);
      return one !== null && one.taken > 2 * state.share * source.tokens.length;
    },
    /** T5 takes out two spans. */
    spans: ({ text, share }) => spanCounts(tokensOf(text).length, { density: share, meanLength: meanSpan }).spans === 2,
    /** Marked are the kinds whose input tells how long a blank is, and no others. */
    length: ({ marked }) => corruptionKinds.every((kind) => marked.includes(kind) === tellsLength(kind)),
  },
};
