/** What is measured: blanks in held-out texts. They depend on the corpus alone, not on the seed, nor on what is trained. */
import { fnv1a } from '../../util/hash.ts';
import { Prng } from '../../util/prng.ts';
import { trainedMode } from './filling-rules.ts';
import { blankFilling, fromTheLeft, type GlmRow, maskedTokens } from './layout.ts';
import { type BlankSize, blankSizes } from './metrics.ts';
import type { BlankMode } from './probes.ts';
import type { GlmRunConfig } from './settings.ts';
import type { Span } from './spans.ts';
import { type GlmText, shortestText } from './texts.ts';
import type { GlmVocabulary } from './vocabulary.ts';

export interface Blank {
  text: GlmText;
  /** Its length; of a title and an opening, the opening is the blank. */
  size: BlankSize | 'opening';
  span: Span;
}

/** Texts that are measured at the start of a run and at its end. */
const mostTexts = 256;

/** Held-out texts in an order that depends on their ids alone, so that some of them are a sample. */
export function measuredTexts(texts: readonly GlmText[]): GlmText[] {
  return texts
    .filter(({ heldOut, ids }) => heldOut && ids.length >= shortestText)
    .map((text) => ({ text, order: fnv1a(text.id) }))
    .sort((a, b) => a.order - b.order || (a.text.id < b.text.id ? -1 : 1))
    .slice(0, mostTexts)
    .map(({ text }) => text);
}

/**
 * One blank of each size. Of one or two tokens it is a fact of the text (in the generated texts a value, and a name), of three to five it contains one;
 * in a text without facts, or without one of that length, it stands anywhere. Of a title and an opening the only blank is the opening.
 */
export function blanksOf(text: GlmText): Blank[] {
  if (text.opening) return [{ text, size: 'opening', span: text.opening }];
  const prng = Prng.fork(0, `blanks ${text.id}`);
  const anywhere = (count: number, facts: readonly Span[]): Span => {
    const fact = facts.length > 0 ? prng.pick(facts) : null;
    // places of the blank in which it contains the fact, between [CLS] and the end of the text
    const low = Math.max(1, fact ? fact.end - count : 1);
    const high = Math.min(text.ids.length - count, fact ? fact.start : text.ids.length);
    const start = low + prng.int(high - low + 1);
    return { start, end: start + count };
  };
  return blankSizes.map((size): Blank => {
    const count = size === '3to5' ? 3 + prng.int(3) : Number(size);
    const within = (fact: Span) => fact.end - fact.start <= count;
    const facts = text.facts.filter((fact) => within(fact) && (count > 2 || fact.end - fact.start === count));
    return { text, size, span: anywhere(count, facts) };
  });
}

/** The row in which a model fills a blank. Of masked LM and causal LM the length is given; GLM must end it. */
export function rowOf({ text, size, span }: Blank, settings: GlmRunConfig['glm'], vocabulary: GlmVocabulary): GlmRow {
  const mode = size === 'opening' ? 'document' : trainedMode(settings);
  return blankRow(text.ids, span, { objective: settings.objective, mode }, vocabulary);
}

/** The same for any tokens; `mode` says which mask stands for the blank in a row of GLM. */
export function blankRow(
  ids: readonly number[],
  span: Span,
  { objective, mode }: { objective: GlmRunConfig['glm']['objective']; mode: BlankMode },
  vocabulary: GlmVocabulary,
): GlmRow {
  switch (objective) {
    case 'glm':
      return blankFilling(ids, [span], vocabulary, { mode });
    case 'mlm':
      return maskedTokens(ids, [span], vocabulary);
    case 'causal':
      return fromTheLeft(ids, [span]);
    default:
      return objective satisfies never;
  }
}
