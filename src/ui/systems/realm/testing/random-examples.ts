/** Random examples as the trainer would send them, for tests of what the panel shows. */
import { posteriors } from '../../../../systems/realm/retrieved.ts';
import type { CandidateView, ExampleView } from '../../../../systems/realm/views.ts';
import type { Prng } from '../../../../util/prng.ts';

export type Objective = 'sequence' | 'token';
export const scales = ['sqrt', 'linear', 'none'] as const;
export type Scale = (typeof scales)[number];

/**
 * What is special about an example: nothing; a retriever that is sure of one candidate; a reader that finds the answer impossible, or certain; candidates
 * that are all alike.
 */
export const kinds = ['plain', 'decided', 'hopeless', 'answered', 'ties'] as const;
export type Kind = (typeof kinds)[number];

export const objectivesAndScales = (['sequence', 'token'] as const).flatMap((objective) =>
  scales.map((scale) => [objective, scale] as const),
);

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** The objective in float64, of scores f(x,z) and log p(y_j|z,x) (K, J): equation 1 of the paper, or the mean over the tokens. */
function objectiveOf(scores: readonly number[], logs: readonly (readonly number[])[], objective: Objective): number {
  const total = scores.reduce((sum, f) => sum + Math.exp(f), 0);
  const marginal = (likelihoods: readonly number[]) =>
    Math.log(scores.reduce((sum, f, z) => sum + (Math.exp(f) / total) * likelihoods[z]!, 0));
  if (objective === 'sequence') return marginal(logs.map((row) => Math.exp(row.reduce((a, b) => a + b))));
  const tokens = logs[0]!.map((_, j) => marginal(logs.map((row) => Math.exp(row[j]!))));
  return tokens.reduce((a, b) => a + b) / tokens.length;
}

/** log p(y_j|z,x) of one candidate. */
function tokenLogs(prng: Prng, kind: Kind, count: number): number[] {
  // from hopeless to sure, and sometimes all alike
  const [base, spread] = {
    plain: [-6 * prng.uniform(), prng.uniform() < 0.3 ? 0.01 : 6],
    decided: [-2, 4],
    hopeless: [-20, 20],
    answered: [-1e-5, 1e-4],
    ties: [-1.5, 0],
  }[kind] as [number, number];
  return Array.from({ length: count }, () => Math.fround(Math.min(-1e-6, base - spread * prng.uniform())));
}

/** 4 to 16 candidates; what the GPU computes is rounded to f32. r(z) are central differences of the objective. */
export function randomExample(prng: Prng, objective: Objective, scale: Scale, kind: Kind = 'plain'): ExampleView {
  const k = 4 + prng.int(13);
  const j = 1 + prng.int(4);
  const width = 16;
  const divisor = { sqrt: Math.sqrt(width), linear: width, none: 1 }[scale];
  const vector = () => Array.from({ length: width }, () => 2 * prng.uniform() - 1);
  const query = vector();
  const scores = Array.from({ length: k }, (_, i) =>
    kind === 'ties' ? 0.5 : Math.fround(dot(query, vector()) / divisor + (kind === 'decided' && i === 1 ? 14 : 0)),
  );
  const logs = scores.map(() => tokenLogs(prng, kind, j));
  const total = scores.reduce((sum, f) => sum + Math.exp(f), 0);
  const logPriors = scores.map((f) => Math.fround(f - Math.log(total)));
  const priors = logPriors.map(Math.exp);
  const likelihoods = logs.map((row) => Math.exp(row.reduce((a, b) => a + b)));
  const h = 1e-5;
  const gradients = scores.map((_, z) => {
    const moved = (by: number) => objectiveOf(scores.with(z, scores[z]! + by), logs, objective);
    return Math.fround((moved(h) - moved(-h)) / (2 * h));
  });
  const after = posteriors(Float32Array.from(logPriors), Float32Array.from(logs.flat()), 0, k, j, j, objective);
  const hasNull = prng.uniform() < 0.7;
  const candidates = priors.map((prior, z): CandidateView => {
    const isNull = hasNull && z === 0;
    const text = `Person ${z} lived in Bergen and kept a lamp.`;
    return {
      document: isNull ? null : `person-${prng.int(1000)}-${z}`,
      title: isNull ? '' : `Person ${z}`,
      text: isNull ? '' : text,
      answers: z % 3 === 1 ? [{ start: text.indexOf('Bergen'), end: text.indexOf('Bergen') + 6 }] : [],
      score: scores[z]!,
      prior,
      likelihood: likelihoods[z]!,
      posterior: after[z]!,
      gradient: gradients[z]!,
      utility: hasNull ? Math.log(likelihoods[z]!) - Math.log(likelihoods[0]!) : null,
      predictions: [],
      lexicalRank: isNull ? null : z + 1,
    };
  });
  return {
    phase: 'joint',
    step: 7,
    count: 1,
    index: 0,
    heldOut: false,
    sourceDocument: 'somebody-1',
    sentence: 'Somebody lived in Bergen.',
    masked: [{ start: 18, end: 24, text: 'Bergen' }],
    logMarginal: Math.log(dot(priors, likelihoods)),
    candidates,
    lexical: [],
  };
}
