/** Word vectors of a corpus: model, phase, evaluation and probe of one run. */
import { ParameterRegistry } from '../../models/registry.ts';
import { skipGram, wordTable } from '../../models/skip-gram.ts';
import { Draw } from '../../run/draws.ts';
import { readSavedTokenizer, textsOf } from '../../run/prepare.ts';
import { rateFactor } from '../../run/schedule.ts';
import type { OpenSystem, Phase, RunContext } from '../../run/system.ts';
import { corpusFingerprint } from '../../text/corpus/fingerprint.ts';
import { plantedOccupations } from '../../text/corpus/island.ts';
import { isWord, neighbourPairs, sentenceWords } from '../../text/neighbours.ts';
import { trainTokenizer } from '../../text/tokenizer/tokenizer.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { measureIsland, wordSpace } from './measure.ts';
import type { WordVectors } from './probes.ts';
import type { VectorsRunConfig } from './settings.ts';

/** Throws `bad-corpus` if no two words of the corpus are neighbours. */
export async function openVectors(context: RunContext<VectorsRunConfig>): Promise<OpenSystem> {
  const { config, corpus, savedTokenizer, onProgress } = context;
  const { batch, steps, learningRate, width, window, initialStd } = config.vectors;
  await onProgress('training-tokenizer', 0, 1);
  const tokenizer =
    savedTokenizer === undefined
      ? trainTokenizer(textsOf(corpus), { kind: 'word', ...config.tokenizer })
      : readSavedTokenizer(savedTokenizer);
  await onProgress('reading-documents', 0, corpus.documents.length);
  const pairs = neighbourPairs(sentenceWords(corpus, tokenizer), window);
  if (pairs.words.length === 0) {
    throw new RetrogradError(
      'bad-corpus',
      sentence`No two words of ${corpus.manifest.title} are neighbours: use a text with longer sentences.`,
    );
  }
  // kernels read four columns of the logits at once
  const model = { vocabularySize: 4 * Math.ceil(tokenizer.vocabularySize / 4), width, initialStd };
  const registry = new ParameterRegistry(config.seed);
  skipGram(registry, model, batch); // declares the parameters
  const engine = context.createEngine(registry, { optimiser: config.optimiser, groups: ['vectors.'] });
  const source = new Draw(
    pairs.words.map((_, i) => i),
    config.seed,
    'vectors',
  );

  const phase: Phase<number[]> = {
    id: 'vectors',
    steps,
    source,
    evaluateEvery: config.evaluation.every,
    program() {
      const { graph, loss } = skipGram(registry, model, batch);
      return { graph, outputs: { loss }, loss };
    },
    rates: (step) => ({
      'vectors.': learningRate * rateFactor({ steps, warmupSteps: 0, linearDecay: true }, step),
    }),
    draw: async () => Array.from({ length: batch }, () => source.next()),
    fill(inputs, drawn) {
      inputs.integers('words').set(drawn.map((i) => pairs.words[i]!));
      inputs.integers('neighbours').set(drawn.map((i) => pairs.neighbours[i]!));
      inputs.floats('weights').fill(1 / batch);
    },
  };

  const ids = Array.from({ length: tokenizer.vocabularySize }, (_, id) => id).filter((id) =>
    isWord(tokenizer.piece(id)),
  );
  const plant = corpus.manifest.id === 'island' ? { seed: config.seed, strength: config.island.strength } : null;
  const readVectors = async (): Promise<WordVectors> => {
    const table = engine.store.unpack(await engine.store.read('values'), wordTable);
    const values = new Float32Array(ids.length * width);
    ids.forEach((id, i) => {
      values.set(table.subarray(id * width, (id + 1) * width), i * width);
    });
    return { words: ids.map((id) => tokenizer.piece(id)), values, width, plant };
  };

  return {
    engine,
    tokenizer,
    fingerprint: corpusFingerprint(corpus),
    facts: { vocabulary: ids.length },
    texts: () => textsOf(corpus),
    phases: [phase],
    async evaluate() {
      const space = wordSpace(await readVectors());
      return plant ? measureIsland(space, plantedOccupations(plant.seed)) : {};
    },
    probes: { vectors: readVectors },
  };
}
