/** Invented readings of one step for scripted runs: embeddings that give the scores, and a kernel that is symmetric. */
import type { Moment } from '../../../run/records.ts';
import { Prng } from '../../../util/prng.ts';
import type { RealmConfig } from '../settings.ts';
import type { ExampleKey, RefreshReading, StepQuery, StepReading } from '../step-views.ts';
import { fakeExample } from './fake-examples.ts';

const dimension = 16;
/** Examples of a batch. */
const batch = 4;

/** In a key of a scripted run the sentence is the number of the example, and the blocks are the numbers in its documents' ids. */
export function fakeStep(
  query: StepQuery,
  skill: number,
  moment: Moment,
  learningRate: RealmConfig['joint']['retrieverLearningRate'],
): StepReading {
  const again = 'again' in query ? query.again : null;
  const index = 'again' in query ? 0 : ((query.index % batch) + batch) % batch;
  // another batch at every step
  const number =
    again?.example.sentence ?? 2 * (index + moment.step + ('batch' in query && query.batch === 'latest' ? -1 : 0));
  const { lexical: _, ...example } = fakeExample(number, skill, moment);
  const blockOf = (document: string) => Number(document.split('-').at(-1));
  const blocks = again?.blocks ?? example.candidates.flatMap(({ document }) => (document ? [blockOf(document)] : []));
  const candidates = [null, ...blocks].map(
    (block) => example.candidates.find(({ document }) => (document === null ? null : blockOf(document)) === block)!,
  );
  const prng = Prng.fork(number, 'embeddings');
  const drift = Prng.fork(number, `drift ${moment.step}`);
  // e_x has one direction, so that e_x · e_z / √d is the first entry of e_z times the length of e_x
  const length = 1 + 0.01 * drift.normal();
  const ofQuery = Float32Array.from({ length: dimension }, (_value, i) =>
    i === 0 ? length * Math.sqrt(dimension) : 0,
  );
  const documents = candidates.map(({ score }) =>
    Float32Array.from({ length: dimension }, (_value, i) =>
      i === 0 ? score / length : prng.normal() + 0.02 * drift.normal(),
    ),
  );
  const kernel = candidates.map((_a, i) => candidates.map((_b, j) => (i === j ? 40 : 12)));
  return {
    ...example,
    candidates,
    index,
    count: again ? 0 : batch,
    key: { example: { sentence: number, masks: [0], substitution: null }, blocks },
    embeddings: { query: ofQuery, documents },
    tangent: again ? null : { kernel, learningRate },
  };
}

/** The new index finds the first two documents in the other order, and one that the old one did not find. */
export function fakeRefresh(
  key: ExampleKey,
  skill: number,
  { step, phase }: Moment,
  takenAtStep: number,
): RefreshReading {
  const { candidates } = fakeStep({ again: key }, skill, { step, phase }, 0);
  const found = candidates.slice(1).map(({ title, text, answers }) => ({ title, text, answers }));
  const [first, second, ...others] = key.blocks.map((_block, i) => i) as [number, number, ...number[]];
  const answer = (order: number[], at: number) => ({
    takenAtStep: at,
    blocks: order.map((i) => key.blocks[i]!),
    found: order.map((i) => found[i]!),
  });
  return {
    step,
    before: answer([first, second, ...others.slice(0, -1)], takenAtStep),
    after: answer([second, first, ...others.slice(1)], step),
    embedMs: 640,
    buildMs: 410,
  };
}
