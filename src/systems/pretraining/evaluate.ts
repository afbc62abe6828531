/**
 * The evaluation: what each pre-trained model can do on held-out texts, the classifiers on their test, and the forms of its sentences. The same examples at every evaluation; the texts are generated
 * by the seed of the run, but what is masked and taken out of them is drawn without it.
 */
import { encoderDecoderGraph } from '../../models/encoder-decoder.ts';
import { bodyPrefixes, decoderGraph, encoderGraph } from '../../models/pretraining.ts';
import type { PlanRequest } from '../../run/engine.ts';
import type { Metrics } from '../../run/records.ts';
import type { PlanInputs } from '../../run/system.ts';
import { argmax } from '../../util/largest.ts';
import { Prng } from '../../util/prng.ts';
import { classifyTest } from './classifier.ts';
import { translateTest } from './format.ts';
import { chosenCount, type PretrainingParts, spanSizes } from './parts.ts';
import { fillSequences } from './phases.ts';
import { endedText, fillMasked, fillPairs, maskedRow, spanPair } from './rows.ts';

/** Measures what the phase trains; the other models have not changed since their own phase, or not begun. */
export async function evaluatePhase(parts: PretrainingParts, phase: string): Promise<Metrics> {
  switch (phase) {
    case 'decoder':
      return { nextAccuracy: await nextAccuracy(parts) };
    case 'encoder':
      return { maskedAccuracy: await maskedAccuracy(parts) };
    case 'encoderDecoder':
      return writtenSpans(parts);
    case 'classifier':
      return classifyTest(parts);
    case 'format':
      return translateTest(parts);
    default:
      return {};
  }
}

/** Share of tokens of held-out texts, ends of whole ones included, that are the likeliest behind those before them. */
async function nextAccuracy(parts: PretrainingParts): Promise<number> {
  const { config, registry, body, vocabulary } = parts;
  const { batch: rows, length } = config.model;
  const sequences = heldOutTexts(parts).map((ids) => endedText(ids, length, vocabulary));
  const outcomes = await predicted(parts, 'next tokens', sequences, {
    graph: () => decoderGraph(registry, body, { rows, length }),
    fill: (inputs, batch) => fillSequences(inputs, batch, vocabulary.size),
    predictions: (batch) => batch.map((ids, r) => ids.slice(1).map((target, t) => ({ at: r * length + t, target }))),
  });
  return shareOf(outcomes.flat());
}

/** Share of the chosen tokens of held-out texts that are the likeliest at their places; 10% of these are still read, and 10% are another token. */
async function maskedAccuracy(parts: PretrainingParts): Promise<number> {
  const { config, registry, body, vocabulary } = parts;
  const { batch: rows, length } = config.model;
  const prng = Prng.fork(0, 'masked held-out texts');
  const corrupted = heldOutTexts(parts).map((ids) => maskedRow(ids, config.encoder.share, vocabulary, prng));
  const outcomes = await predicted(parts, 'masked tokens', corrupted, {
    graph: () => encoderGraph(registry, body, { rows, length, chosen: chosenCount(config, rows) }),
    fill: (inputs, batch) => fillMasked(inputs, batch, length, vocabulary.size),
    predictions(batch) {
      let n = 0;
      return batch.map(({ targets }) => targets.map((target) => ({ at: n++, target })));
    },
  });
  return shareOf(outcomes.flat());
}

/**
 * One pass with the targets given is enough: greedy writing is exactly right if and only if the right token is the likeliest at every place behind the right
 * tokens before it.
 */
async function writtenSpans(parts: PretrainingParts): Promise<Metrics> {
  const { config, registry, body, vocabulary } = parts;
  const shape = { rows: config.model.batch, ...spanSizes(config.model.length, config.encoderDecoder) };
  const prng = Prng.fork(0, 'held-out texts without spans');
  const pairs = heldOutTexts(parts).map((ids) => spanPair(ids, config.encoderDecoder, vocabulary, prng));
  const outcomes = await predicted(parts, 'spans', pairs, {
    graph: () => encoderDecoderGraph(registry, body, shape, bodyPrefixes.encoderDecoder),
    fill: (inputs, batch) => fillPairs(inputs, batch, shape, vocabulary),
    predictions: (batch) =>
      batch.map(({ target }, r) => target.map((token, i) => ({ at: r * shape.target + i, target: token }))),
  });
  const isText = (token: number) => token < vocabulary.end;
  return {
    spansExact: shareOf(outcomes.map((text) => text.every(Boolean))),
    // sentinels and the end follow from the form of the target
    spanTokens: shareOf(outcomes.flatMap((text, i) => text.filter((_, at) => isText(pairs[i]!.target[at]!)))),
  };
}

const heldOutTexts = ({ texts, config }: PretrainingParts) => texts.heldOut.slice(0, config.evaluation.texts);

const shareOf = (outcomes: readonly boolean[]) => outcomes.filter(Boolean).length / outcomes.length;

/** Whether the likeliest token is the right one, by example and prediction. */
async function predicted<Example>(
  { engine, config, vocabulary }: PretrainingParts,
  name: string,
  examples: readonly Example[],
  job: {
    graph(): Pick<PlanRequest, 'graph'> & { logits: NonNullable<PlanRequest['loss']> };
    fill(inputs: PlanInputs, batch: Example[]): void;
    predictions(batch: readonly Example[]): { at: number; target: number }[][];
  },
): Promise<boolean[][]> {
  const plan = await engine.frozen.plan(name, () => {
    const { graph, logits } = job.graph();
    return { graph, outputs: { logits } };
  });
  const found: boolean[][] = [];
  for (let first = 0; first < examples.length; first += config.model.batch) {
    const batch = examples.slice(first, first + config.model.batch);
    job.fill(plan, batch);
    const { logits } = await plan.run();
    const likeliest = (at: number) => argmax(logits!.subarray(at * vocabulary.size, (at + 1) * vocabulary.size));
    found.push(...job.predictions(batch).map((row) => row.map(({ at, target }) => likeliest(at) === target)));
  }
  return found;
}
