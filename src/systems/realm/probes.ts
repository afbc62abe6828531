/** The questions that a REALM run answers between two steps. */
import type { Moment } from '../../run/records.ts';
import type { Probe, Progress } from '../../run/system.ts';
import type { EvaluationSet } from './evaluation-set.ts';
import type { FactProbes } from './fact-records.ts';
import { FactsProbe } from './facts.ts';
import { IndexMapping, type MapProbes, type PlacedExample } from './index-map.ts';
import { inspectExample } from './inspect.ts';
import type { JointPhase } from './joint.ts';
import type { MaskingLab } from './lab.ts';
import type { LabQuery, LabSummary, LabView } from './lab-records.ts';
import { type RealmParts, servingSearcher } from './parts.ts';
import { type RetrievedExample, retrieveCandidates } from './retrieved.ts';
import { readStepExample, refreshFor } from './step-reader.ts';
import type { ExampleKey, RefreshReading, StepQuery, StepReading } from './step-views.ts';
import type { ExampleView } from './views.ts';

/** Queries and answers by the name of the probe. */
export interface RealmProbes extends MapProbes, FactProbes {
  /**
   * Example number `index`: first come those of the latest batch, then the held-out ones. If it was skipped, the next one is returned. Null
   * before there is an index.
   */
  example: { query: { index: number }; answer: ExampleView | null };
  /** An example for slow motion, see `readStepExample`. */
  'step-example': { query: StepQuery; answer: StepReading | null };
  /** Builds the index anew now, and lets it serve; what it finds for an example before and after. */
  'refresh-index': { query: { key: ExampleKey }; answer: RefreshReading };
  /** One sentence in the masking lab, at any step. */
  lab: { query: LabQuery; answer: LabView };
  /** Compares the ways of masking over this number of sentences. */
  'lab-summary': { query: { sentences: number }; answer: LabSummary };
  /** For tests and demonstrations: kills the index builder during its work. False if there is none. */
  'kill-builder': { query: null; answer: boolean };
}

type Answers = {
  [K in keyof RealmProbes]: (
    query: RealmProbes[K]['query'],
    moment: Moment,
    onProgress: Progress,
  ) => Promise<RealmProbes[K]['answer']>;
};

export function realmProbes(
  parts: RealmParts,
  joint: JointPhase,
  set: EvaluationSet,
  lab: MaskingLab,
): Record<string, Probe> {
  const mapping = new IndexMapping(parts);
  const facts = new FactsProbe(parts);
  return {
    async example({ index }, moment) {
      const placed = await exampleAt(parts, joint, set, index);
      if (!placed) return null;
      const { retrieved, ...place } = placed;
      return { ...moment, ...place, ...(await inspectExample(parts, retrieved)) };
    },
    async 'index-map'({ example, limit }, moment) {
      const placed = await exampleAt(parts, joint, set, example);
      return placed && mapping.map(placed, limit, moment);
    },
    'index-embeddings': (query) => mapping.embeddings(query),
    'index-controls': async (query) => mapping.controls(query),
    'step-example': (query, moment) => readStepExample(parts, joint, query, moment),
    'refresh-index': ({ key }, moment) => refreshFor(parts, joint, key, moment),
    lab: (query, moment) => lab.look(query, moment),
    'lab-summary': ({ sentences }, moment, onProgress) => lab.summarise(sentences, moment, onProgress),
    facts: (_, moment, onProgress) => facts.measure(moment, onProgress),
    'kill-builder': async () => parts.index.pair?.killBuilder() ?? false,
  } satisfies Answers;
}

/** The example of this number, or the next one that was not skipped; null before there is an index. */
async function exampleAt(
  parts: RealmParts,
  joint: JointPhase,
  set: EvaluationSet,
  number: number,
): Promise<PlacedExample | null> {
  const { index: refreshed, prepared, config } = parts;
  const search = servingSearcher(parts);
  if (!refreshed.pair || !search) return null;
  const accepted = joint.latest.filter(({ skipped }) => !skipped);
  const heldOut = set.examples;
  const count = accepted.length + heldOut.length;
  for (let tried = 0; tried < count; tried++) {
    const index = (((number + tried) % count) + count) % count;
    const retrieved: RetrievedExample =
      accepted[index] ??
      (await retrieveCandidates([heldOut[index - accepted.length]!], prepared, config.realm, search))[0]!;
    if (!retrieved.skipped) return { retrieved, index, count };
  }
  return null;
}
