/** The heads of LLaRA's language model, over blocks of the corpus; it is trained on all of them. */
import { languageModelGraph, nextTokenTargets } from '../../models/language-model.ts';
import { type HeadsModel, headExamples } from '../../run/heads.ts';
import { Prng } from '../../util/prng.ts';
import type { LlaraParts } from './parts.ts';

export function llaraHeads({
  config,
  model,
  registry,
  texts,
  prepared,
  lengths,
  adapter,
}: Pick<
  LlaraParts,
  'config' | 'model' | 'registry' | 'texts' | 'prepared' | 'lengths' | 'adapter'
>): HeadsModel<Int32Array> {
  const { lm } = model;
  const pieceOf = (id: number) => prepared.tokenizer.piece(id);
  return {
    view: { id: 'language-model', part: 'language-model' },
    layers: lm.layers,
    heads: lm.heads,
    rows: () =>
      Prng.fork(0, 'heads')
        .shuffle([...texts.passages])
        .filter(({ length }) => length > 1)
        .slice(0, headExamples),
    isHeldOut: false,
    batch: config.lm.batch,
    // as the model embeds: with its adapters, if fine-tuning trains some
    graph: (rows) => languageModelGraph(registry, lm, rows, lengths.text - 1, adapter, true),
    fill: (inputs, rows) =>
      nextTokenTargets([...rows], lm.vocabularySize, {
        ids: inputs.integers('ids'),
        lengths: inputs.integers('lengths'),
        targets: inputs.integers('targets'),
        weights: inputs.floats('weights'),
      }),
    // the last token of a text is not read
    describe: (row) => ({
      tokens: Array.from(row.subarray(0, row.length - 1), pieceOf),
      targets: Array.from(row.subarray(1), pieceOf),
    }),
  };
}
