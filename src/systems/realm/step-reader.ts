/** Reads one example of a batch for slow motion, and refreshes the index at once. It changes no parameter and no draw. */
import type { Moment } from '../../run/records.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { answerRuns, exampleTokens } from './examples.ts';
import { answerRanges, inspectExample } from './inspect.ts';
import type { JointPhase } from './joint.ts';
import { namedLanguage } from './languages.ts';
import { tangentKernel } from './one-step.ts';
import { type RealmParts, servingSearcher } from './parts.ts';
import { fillRealm, type RetrievedExample, retrieveCandidates } from './retrieved.ts';
import type { ExampleKey, IndexAnswer, RefreshReading, StepQuery, StepReading, Tangent } from './step-views.ts';

const retriever = 'retriever.';

/**
 * An example of the next or the latest batch, or one that was read before, with the current parameters. Null before there is an index, or where the
 * batch has no example. Throws `bad-option` for a key that the corpus does not have.
 */
export async function readStepExample(
  parts: RealmParts,
  joint: JointPhase,
  query: StepQuery,
  moment: Moment,
): Promise<StepReading | null> {
  if (moment.phase !== joint.id) return null;
  // as the step itself would
  await joint.enter(moment.step);
  if ('again' in query) return read(parts, retrievedAgain(parts, query.again), moment, { index: 0, count: 0 }, null);
  const rows = query.batch === 'next' ? await joint.upcoming() : joint.latest;
  const used = (rows ?? []).filter(({ skipped }) => !skipped);
  const count = used.length;
  if (count === 0) return null;
  const index = ((query.index % count) + count) % count;
  const learningRate = joint.rates(moment.step)[retriever]!;
  return read(parts, used[index]!, moment, { index, count }, learningRate);
}

function retrievedAgain({ prepared }: RealmParts, { example, blocks }: ExampleKey): RetrievedExample {
  if (!prepared.sentences[example.sentence] || !blocks.every((block) => prepared.blocks[block])) {
    throw new RetrogradError(
      'bad-option',
      sentence`This example is not one of the open run’s corpus: choose one of the run.`,
    );
  }
  return { example, tokens: exampleTokens(example, prepared), blocks };
}

/** `learningRate`: with the tangent of the next step at this rate; null: without it. */
async function read(
  parts: RealmParts,
  retrieved: RetrievedExample,
  moment: Moment,
  place: Pick<StepReading, 'index' | 'count'>,
  learningRate: number | null,
): Promise<StepReading> {
  const { lexical: _, ...example } = await inspectExample(parts, retrieved);
  const { embeddings, kernel } = await readRetriever(parts, retrieved, learningRate !== null);
  const tangent: Tangent | null = kernel && learningRate !== null ? { kernel, learningRate } : null;
  return {
    ...moment,
    ...place,
    ...example,
    key: { example: retrieved.example, blocks: retrieved.blocks },
    embeddings,
    tangent,
  };
}

/** Embeddings of query and candidates; `derives`: also the tangent kernel, with one backward pass for each candidate. */
async function readRetriever(
  { plans, engine, prepared, model, config }: RealmParts,
  retrieved: RetrievedExample,
  derives: boolean,
) {
  const compiled = await plans.scoreGradient();
  const count = retrieved.blocks.length + Number(config.realm.nullDocument);
  const p = model.embedder.projection;
  /**
   * One run; with a candidate also the gradient of its score. Other questions may be answered meanwhile and leave gradients of their own in the store,
   * so nothing is awaited between the inputs and the copy of the gradients.
   */
  const run = (candidate: number | null) => {
    fillRealm(compiled, [retrieved], prepared, model, config);
    const choice = compiled.floats('choice');
    choice.fill(0);
    if (candidate !== null) choice[candidate] = 1;
    return Promise.all([compiled.run(), candidate === null ? null : engine.store.read('gradients')]);
  };
  const [{ queries, documents }] = await run(null);
  const embeddings = {
    query: queries!.slice(0, p),
    documents: Array.from({ length: count }, (_, z) => documents!.slice(z * p, (z + 1) * p)),
  };
  if (!derives) return { embeddings, kernel: null };
  const gradients: Float32Array[] = [];
  for (let z = 0; z < count; z++) {
    const [, packed] = await run(z);
    gradients.push(retrieverPart(engine.store, packed!));
  }
  return { embeddings, kernel: tangentKernel(gradients) };
}

/** The values of a packed buffer that belong to the retriever. */
function retrieverPart(store: RealmParts['engine']['store'], packed: Float32Array): Float32Array {
  const slices = [...store.slices].filter(([name]) => name.startsWith(retriever)).map(([, slice]) => slice);
  const part = new Float32Array(slices.reduce((sum, { elements }) => sum + elements, 0));
  let at = 0;
  for (const { offset, elements } of slices) {
    part.set(packed.subarray(offset, offset + elements), at);
    at += elements;
  }
  return part;
}

/**
 * Builds the index from the current parameters, and searches it for an example before and after. Throws `index-failed` if there is no index or it
 * could not be built. Batches that were drawn before keep their candidates.
 */
export async function refreshFor(
  parts: RealmParts,
  joint: JointPhase,
  key: ExampleKey,
  { step }: Moment,
): Promise<RefreshReading> {
  const retrieved = retrievedAgain(parts, key);
  const { index } = parts;
  const before = await answerOf(parts, retrieved);
  await index.rebuild(step, () => joint.settle());
  const after = await answerOf(parts, retrieved);
  const { embedMs, buildMs } = index.pair!.served!;
  return { step, before, after, embedMs, buildMs };
}

/** What the serving index finds for an example, searched as training searches it. */
async function answerOf(parts: RealmParts, { example, tokens }: RetrievedExample): Promise<IndexAnswer> {
  const { prepared, config, index } = parts;
  const search = servingSearcher(parts);
  await index.pair?.ready;
  const served = index.pair?.served;
  if (!search || !served) {
    throw new RetrogradError(
      'index-failed',
      sentence`There is no index to search: it is built when joint training begins.`,
    );
  }
  const [found] = await retrieveCandidates([example], prepared, config.realm, search);
  const { blocks } = found!;
  const runs = answerRuns(example.masks, tokens.answer);
  return {
    takenAtStep: served.takenAtStep,
    blocks,
    found: blocks.map((number) => {
      const { title, text } = prepared.blocks[number]!;
      return { title, text, ...namedLanguage(prepared, number), answers: answerRanges(text, runs, prepared) };
    }),
  };
}
