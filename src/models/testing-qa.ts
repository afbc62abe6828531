/** Random batches of Open-QA for tests. Everything is deterministic. */
import { elementsOf, type Graph } from '../graph/graph.ts';
import { Prng } from '../util/prng.ts';
import { poolingWeights } from './config.ts';
import { correct, present, type QaShape } from './qa.ts';
import type { ModelConfig } from './realm.ts';

/**
 * Values for the inputs of `qaGraph`. The first document of each question has no correct span, and the last question none at all, nor a correct
 * document among its n. Weights are powers of two, exact in f32.
 */
export function qaFeeds(
  graph: Graph,
  model: ModelConfig,
  { batch, candidates, length: t, maxSpan }: QaShape,
  n: number,
  seed: number,
): Record<string, Float32Array> {
  const prng = new Prng(seed);
  const feeds: Record<string, Float32Array> = {};
  for (const [name, tensor] of graph.inputs) feeds[name] = new Float32Array(elementsOf(tensor.shape));
  const id = () => 1 + prng.int(model.embedder.vocabularySize - 1);
  const last = batch - 1;
  for (let b = 0; b < batch && feeds['query.ids']; b++) {
    const room = model.lengths.query;
    const ids = Array.from({ length: 2 + prng.int(room - 1) }, id);
    feeds['query.ids'].set(ids, b * room);
    feeds['query.lengths']![b] = ids.length;
    poolingWeights('mean', ids, feeds['query.weights']!.subarray(b * room, (b + 1) * room));
  }
  for (let r = 0; r < batch * candidates; r++) {
    const [first, end] = [3, t - 1 - prng.int(3)];
    for (let p = 0; p <= end; p++) feeds['joined.ids']![r * t + p] = id();
    feeds['joined.segments']!.fill(1, r * t + first, r * t + end + 1);
    feeds['joined.lengths']![r] = end + 1;
    feeds['joined.ranges']!.set([first, end], 2 * r);
    const hasCorrect = r % candidates > 0 && Math.floor(r / candidates) !== last;
    for (let i = first; i < end; i++) {
      for (let l = 0; l < maxSpan && i + l < end; l++) {
        const isCorrect = hasCorrect && (i === first || prng.int(4) === 0);
        feeds['read.marks']![(r * t + i) * maxSpan + l] = present + (isCorrect ? correct : 0);
      }
    }
  }
  const normal = (name: string) => {
    for (let i = 0; i < (feeds[name]?.length ?? 0); i++) feeds[name]![i] = prng.normal();
  };
  normal('read.embeddings');
  normal('ranked.embeddings');
  feeds['ranked.marks']?.forEach((_, i, all) => {
    all[i] = present + (Math.floor(i / n) !== last && (i % n === 1 || prng.int(3) === 0) ? correct : 0);
  });
  for (const name of ['ones', 'counts', 'one', 'read.valid']) feeds[name]?.fill(1);
  feeds.readerWeights!.fill(0.25, 0, last);
  feeds.retrieverWeights?.fill(0.25, 0, last);
  feeds.retrieverWeight?.fill(0.75);
  return feeds;
}
