/** A text with blanks, as the settings of a run draw them. */
import type { Prng } from '../../util/prng.ts';
import { blankFilling, fromTheLeft, type GlmRow, maskedTokens } from './layout.ts';
import { type BlankMode, blankModes } from './probes.ts';
import { type GlmRunConfig, modeShares } from './settings.ts';
import { documentSpan, endsSentence, type Span, sentenceSpans, tokenSpans } from './spans.ts';
import type { GlmText } from './texts.ts';
import type { GlmVocabulary } from './vocabulary.ts';

type CorruptionSettings = GlmRunConfig['glm'];

export function drawMode(settings: CorruptionSettings, prng: Prng): BlankMode {
  const shares = modeShares(settings);
  let rest = prng.uniform();
  return blankModes.find((mode) => (rest -= shares[mode]) < 0) ?? blankModes.findLast((mode) => shares[mode] > 0)!;
}

/**
 * The row of a text for the run's objective, and its spans in the order of Part B. Null if the draw is of no use: spans do not fit, or nothing is taken out. `longShare`: of
 * `drawLongShare`, the same for a batch in document mode. Of a title and an opening, document mode takes out the opening, which has an end.
 */
export function corrupt(
  { ids, opening }: Pick<GlmText, 'ids' | 'opening'>,
  settings: CorruptionSettings,
  vocabulary: GlmVocabulary,
  { mode, longShare, prng }: { mode: BlankMode; longShare: number; prng: Prng },
): { row: GlmRow; spans: Span[] } | null {
  const { objective, share, meanSpan, shuffle } = settings;
  if (objective === 'causal') return { row: fromTheLeft(ids), spans: [] };
  if (mode === 'document') {
    const drawn = opening ? { span: opening, isSuffix: false } : documentSpan(ids.length, longShare, prng);
    if (!drawn) return null;
    const spans = [drawn.span];
    if (objective === 'mlm') return { row: maskedTokens(ids, spans, vocabulary), spans };
    return { row: blankFilling(ids, spans, vocabulary, { mode, isOpen: drawn.isSuffix }), spans };
  }
  const spans =
    mode === 'token'
      ? tokenSpans(ids.length, { share, meanLength: meanSpan }, prng)
      : sentenceSpans(ids.length, (at) => endsSentence(vocabulary.piece(ids[at]!)), share, prng);
  if (!spans || spans.length > vocabulary.maxSpans) return null;
  if (objective === 'mlm') return { row: maskedTokens(ids, spans, vocabulary), spans };
  if (shuffle) prng.shuffle(spans);
  return { row: blankFilling(ids, spans, vocabulary, { mode }), spans };
}
