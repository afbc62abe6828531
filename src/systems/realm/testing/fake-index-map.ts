/** The map of the index in scripted runs: invented embeddings around a few centres, which move a little at every step. */
import type { Moment } from '../../../run/records.ts';
import { generateBios } from '../../../text/corpus/bios.ts';
import { Prng } from '../../../util/prng.ts';
import type { IndexControls, IndexMap, MapDocument } from '../index-map.ts';
import { exampleCount, fakeExample } from './fake-examples.ts';

const dimension = 16;
const centres = 12;
/** How far an embedding moves at a step, along its own direction. */
const stepLength = 0.012;

/** Direction `purpose` of a block or centre; its entries have variance 1. */
function direction(purpose: string, number: number): Float32Array {
  const prng = Prng.fork(number, purpose);
  return Float32Array.from({ length: dimension }, () => prng.normal());
}

function embedding(block: number, step: number): Float32Array {
  // the documents of the example lie together
  const centre = direction('centre', block < 8 ? 0 : block % centres);
  const own = direction('own', block);
  const moves = direction('moves', block % 5);
  return centre.map((value, i) => 1.4 * value + 0.5 * own[i]! + stepLength * step * (moves[i]! + 0.4 * own[i]!));
}

/** (blocks, dimension) at a step. */
export function fakeEmbeddings(blocks: readonly number[], step: number): Float32Array {
  const all = new Float32Array(blocks.length * dimension);
  for (const [row, block] of blocks.entries()) all.set(embedding(block, step), row * dimension);
  return all;
}

/** The documents of an example come first; the others are biographies. */
export function fakeIndexMap(number: number, served: number, moment: Moment, controls: IndexControls): IndexMap {
  const { index, sentence, masked, sourceDocument, candidates } = fakeExample(number, 0.5, moment);
  const answer = masked[0]!.text;
  const own = candidates.flatMap(({ document, title, text }) => (document === null ? [] : [{ document, title, text }]));
  const others = generateBios({ people: 140, attributes: 4, seed: 5 }).documents.map(({ id, title, text }) => ({
    document: id,
    title,
    text,
  }));
  const documents = [...own, { document: sourceDocument, title: sourceDocument, text: sentence }, ...others].map(
    (document, block): MapDocument => ({
      ...document,
      block,
      isCandidate: block < own.length,
      isSource: document.document === sourceDocument,
      holdsAnswer: document.text.includes(answer),
    }),
  );
  const query = (step: number) =>
    embedding(index % own.length, step).map((value, i) => value + stepLength * step * direction('query', index)[i]!);
  return {
    ...moment,
    ...controls,
    id: 1,
    takenAtStep: served,
    age: moment.step - served,
    dimension,
    blocks: documents.length,
    documents,
    index: { kind: 'hnsw', m: 8, efConstruction: 100, efSearch: 16 },
    queryEmbedding: 'stale',
    example: { index, count: exampleCount, sentence, masked },
    query: { stale: query(served), fresh: query(moment.step) },
  };
}
