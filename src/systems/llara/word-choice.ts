/** LLaRA's language model and the probe set of minimal pairs: log p of the whole sentence with each of the two words (as in BLiMP, Warstadt et al. 2020). */
import { languageModelGraph, nextTokenTargets } from '../../models/language-model.ts';
import { type ChoiceModel, inBatches, tokensOf } from '../../run/word-choice.ts';
import { sumsOf } from '../../util/sums.ts';
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
    async score(sentences, onRead) {
      const plan = await engine.plan('word choice', () => {
        // as the model embeds: with its adapters, if fine-tuning trains some
        const { graph, likelihood } = languageModelGraph(registry, lm, batch, length, adapter);
        return { graph, outputs: { likelihood } };
      });
      return inBatches(sentences, batch, onRead, async (some) => {
        nextTokenTargets(
          some.map((sentence) => [cls, ...tokensOf(sentence)]),
          lm.vocabularySize,
          {
            ids: plan.integers('ids'),
            lengths: plan.integers('lengths'),
            targets: plan.integers('targets'),
            weights: plan.floats('weights'),
          },
        );
        const { likelihood } = await plan.run();
        return sumsOf(
          likelihood!,
          some.map(() => length),
        );
      });
    },
  };
}
