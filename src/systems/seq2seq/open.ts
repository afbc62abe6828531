/** Sequence to sequence: model, phase, evaluation and probe of one run. */
import { ParameterRegistry } from '../../models/registry.ts';
import { readSavedTokenizer, textsOf } from '../../run/prepare.ts';
import type { OpenSystem, RunContext } from '../../run/system.ts';
import { corpusFingerprint } from '../../text/corpus/fingerprint.ts';
import { align } from './align.ts';
import { Seq2SeqEvaluation } from './evaluate.ts';
import { declareParameters, modelOf, positionsName, trainedPrefixes } from './models.ts';
import { characterTokenizer, type Seq2SeqParts, shapeOf } from './parts.ts';
import { Seq2SeqPhase } from './phase.ts';
import type { Reordered, Seq2SeqProbes } from './probes.ts';
import { reorder } from './reorder.ts';
import type { Seq2SeqRunConfig } from './settings.ts';

export async function openSeq2Seq(context: RunContext<Seq2SeqRunConfig>): Promise<OpenSystem> {
  const { config, corpus, savedTokenizer } = context;
  const tokenizer =
    savedTokenizer === undefined ? characterTokenizer(config.pairs.task) : readSavedTokenizer(savedTokenizer);
  const model = modelOf(config, tokenizer.vocabularySize);
  const registry = new ParameterRegistry(config.seed);
  declareParameters(registry, model);
  const engine = context.createEngine(registry, { optimiser: config.optimiser, groups: [...trainedPrefixes(config)] });
  const parts: Seq2SeqParts = { config, model, registry, engine, tokenizer };
  const evaluation = new Seq2SeqEvaluation(parts);
  return {
    engine,
    tokenizer,
    fingerprint: corpusFingerprint(corpus),
    facts: { vocabulary: tokenizer.vocabularySize, sourceLength: shapeOf(config, 1).source },
    texts: () => textsOf(corpus),
    phases: [new Seq2SeqPhase(parts)],
    evaluate: () => evaluation.measure(),
    probes: {
      align: ({ source }: Seq2SeqProbes['align']['query']) => align(parts, engine, source),
      async reorder(query: Seq2SeqProbes['reorder']['query']): Promise<Reordered> {
        const outputs = await reorder(parts, engine, query);
        const values = engine.store.unpack(await engine.store.read('values'), positionsName);
        const d = config.seq2seq.width;
        const table = Array.from({ length: values.length / d }, (_, p) => [...values.subarray(p * d, (p + 1) * d)]);
        return { table, outputs };
      },
    },
  };
}
