/** LLaRA's language model and the probe set of minimal pairs: log p of the whole sentence with each of the two words (as in BLiMP, Warstadt et al. 2020). */
import { languageModelGraph, nextTokenTargets } from '../../models/language-model.ts';
import { type ChoiceModel, likelihoodScores, tokensOf } from '../../run/word-choice.ts';
import type { LlaraParts } from './parts.ts';

export function llaraChoice({
  config,
  model: { lm },
  registry,
  engine,
  prepared,
  lengths,
  adapter,
}: Pick<LlaraParts, 'config' | 'model' | 'registry' | 'engine' | 'prepared' | 'lengths' | 'adapter'>): ChoiceModel {
  const { cls } = prepared.tokenizer.special;
  const { batch } = config.lm;
  const length = lengths.text - 1;
  return {
    id: 'lm',
    // the last token is predicted, but not read
    fits: (sentence) => tokensOf(sentence).length <= length,
    score: (...asked) =>
      likelihoodScores(
        {
          ...{ plans: engine, name: 'language model', rows: batch },
          // as the model embeds: with its adapters, if fine-tuning trains some
          graph: () => languageModelGraph(registry, lm, batch, length, adapter),
          fill(inputs, sentences) {
            nextTokenTargets(
              sentences.map((sentence) => [cls, ...tokensOf(sentence)]),
              lm.vocabularySize,
              {
                ids: inputs.integers('ids'),
                lengths: inputs.integers('lengths'),
                targets: inputs.integers('targets'),
                weights: inputs.floats('weights'),
              },
            );
            return sentences.map(() => length);
          },
        },
        ...asked,
      ),
  };
}
