/** A scripted REALM run: losses that break through in joint training, refreshes of the index, examples and the masking lab. */
import type { Metrics, Moment } from '../../../run/records.ts';
import { fallingLoss, type MakeScript, type ScriptedStep } from '../../../run/testing/script.ts';
import type { Prng } from '../../../util/prng.ts';
import type { RealmProbes } from '../probes.ts';
import type { RealmConfig } from '../settings.ts';
import { fakeExample } from './fake-examples.ts';
import { fakeEmbeddings, fakeIndexMap } from './fake-index-map.ts';
import { fakeLab, fakeLabSummary } from './fake-lab.ts';
import { fakeRefresh, fakeStep } from './fake-steps.ts';
import { ScriptedIndex } from './scripted-index.ts';

const startOf: Record<string, number> = { ict: 3.9, warmup: 5.2 };
const between = (low: number, value: number, high: number) => Math.min(high, Math.max(low, value));

export const realmScript: MakeScript = ({ config, shareOf, onRefresh, onWarning }) => {
  const { joint } = config as RealmConfig;
  const index = new ScriptedIndex(joint, (refresh) => {
    if (refresh.message) onWarning(refresh.said ?? refresh.message);
    onRefresh('joint', refresh);
  });
  const controls = ({ refreshEvery, isStopped }: RealmProbes['index-controls']['query']) => {
    if (refreshEvery !== undefined) joint.refreshEvery = refreshEvery;
    if (isStopped !== undefined) index.isStopped = isStopped;
    return { refreshEvery: joint.refreshEvery, isStopped: index.isStopped };
  };
  /** How well the retriever does, from 0 to 1: it breaks through in the middle of joint training, as real runs do. */
  const skillAt = (moment: Moment) =>
    moment.phase === 'joint' ? 0.12 + 0.86 / (1 + Math.exp(-12 * (shareOf(moment) - 0.4))) : 0.12;
  return {
    facts: { blocks: 1200, vocabulary: 313, trainingExamples: 960, heldOutExamples: 240 },
    skipped: { 'no-salient-span': 12, 'document-cut': 3 },
    step: (moment, prng) => step(moment, prng, skillAt(moment), shareOf(moment), index),
    evaluate: (moment) => evaluation(moment, skillAt(moment), index),
    enter: ({ phase, step }) => {
      if (phase === 'joint') index.start(step);
    },
    after: ({ phase, step }) => {
      if (phase === 'joint') index.afterStep(step, step >= joint.steps);
    },
    probes: {
      example: async ({ index: number }: RealmProbes['example']['query'], moment: Moment) =>
        index.served === null ? null : fakeExample(number, skillAt(moment), moment),
      'step-example': async (query: RealmProbes['step-example']['query'], moment: Moment) =>
        index.served === null ? null : fakeStep(query, skillAt(moment), moment, joint.retrieverLearningRate),
      'refresh-index': async ({ key }: RealmProbes['refresh-index']['query'], moment: Moment) => {
        const reading = fakeRefresh(key, skillAt(moment), moment, index.served!);
        index.rebuild(moment.step);
        return reading;
      },
      lab: async (query: RealmProbes['lab']['query'], moment: Moment) =>
        fakeLab(query, skillAt(moment), moment, index.age(moment.step)),
      'lab-summary': async ({ sentences }: RealmProbes['lab-summary']['query'], moment: Moment, onProgress) => {
        for (const done of [1, 2, 3]) onProgress(done * sentences, 3 * sentences);
        return fakeLabSummary(sentences, skillAt(moment), moment);
      },
      'kill-builder': async () => index.killBuilder(),
      'index-map': async ({ example }: RealmProbes['index-map']['query'], moment: Moment) =>
        index.served === null ? null : fakeIndexMap(example, index.served, moment, controls({})),
      'index-embeddings': async ({ side, blocks }: RealmProbes['index-embeddings']['query'], moment: Moment) =>
        fakeEmbeddings(blocks, side === 'stale' ? (index.served ?? 0) : moment.step),
      'index-controls': async (query: RealmProbes['index-controls']['query']) => controls(query),
    },
    save: () => index.save(),
    load: (state) => index.load(state as ReturnType<ScriptedIndex['save']>),
    reset: () => index.reset(),
  };
};

function step(moment: Moment, prng: Prng, skill: number, share: number, index: ScriptedIndex): ScriptedStep {
  const gradientNorm = Math.abs(0.8 + 0.3 * prng.normal());
  if (moment.phase !== 'joint') return { loss: fallingLoss(startOf[moment.phase]!, share, prng), gradientNorm };
  return {
    loss: Math.max(0.02, (4.6 - 4 * skill) * (1 + 0.09 * prng.normal())),
    gradientNorm,
    nullProbability: between(0.01, 0.34 - 0.3 * skill + 0.03 * prng.normal(), 0.98),
    entropy: Math.max(0.1, 1.9 - 1.2 * skill + 0.06 * prng.normal()),
    retrievalUtility: 5 * skill - 0.4 + 0.35 * prng.normal(),
    indexAge: index.age(moment.step - 1) ?? Number.NaN,
  };
}

function evaluation({ phase, step }: Moment, skill: number, index: ScriptedIndex): Metrics {
  const isServed = index.served !== null;
  return {
    examples: 64,
    ...(phase !== 'ict' && {
      heldOutAccuracy: Math.min(1, skill * 1.02),
      heldOutLogLikelihood: -5 + 4.8 * skill,
      retrievalUtility: 5 * skill - 0.3,
      nullProbability: 0.34 - 0.3 * skill,
      entropy: 1.9 - 1.2 * skill,
    }),
    recallAt1: 0.28 + 0.34 * skill,
    recallAt5: 0.46 + 0.4 * skill,
    lexicalRecallAt1: 0.55,
    lexicalRecallAt5: 0.81,
    indexAge: index.age(step) ?? Number.NaN,
    indexRecall: isServed ? 0.981 - 0.01 * skill : null,
    freshRecall: isServed ? 0.9 - 0.1 * skill : null,
    answerableShare: 0.62 + 0.2 * skill,
  };
}
