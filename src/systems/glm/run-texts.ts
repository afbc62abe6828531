/** The texts of a run: whole sentences, or openings with their titles. */
import type { Corpus } from '../../text/corpus/corpus.ts';
import type { Tokenizer } from '../../text/tokenizer/tokens.ts';
import type { GlmRunConfig } from './settings.ts';
import { type GlmText, glmTexts } from './texts.ts';
import { openingTexts } from './titles/openings.ts';

/** `cut`: how many had to be cut. Throws `bad-corpus` if no text may be trained on. */
export function textsOfRun(
  { glm, evaluation }: Pick<GlmRunConfig, 'glm' | 'evaluation'>,
  corpus: Corpus,
  tokenizer: Tokenizer,
): { texts: GlmText[]; cut: number } {
  const { holdOutEvery } = evaluation;
  return (glm.titles ? openingTexts : glmTexts)(corpus, tokenizer, { maxLength: glm.length, holdOutEvery });
}
