/**
 * Heads of the model that trains: what each of them attends to, and what the loss is without some of them. A system gives a `HeadsModel`; the two questions
 * that it answers then, and how, are the same for all.
 */
import type { CompiledGraph } from '../graph/compile.ts';
import type { Graph, Tensor } from '../graph/graph.ts';
import type { HeadInspection } from '../models/inspection.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import type { Plans } from './engine.ts';
import type { Moment } from './records.ts';
import type { PlanInputs, Probe, Progress } from './system.ts';

/** The most examples over which a loss is measured. */
export const headExamples = 64;

/** What of a system's model has heads. A row is one example, as the model reads it. */
export interface HeadsModel<Row> {
  layers: number;
  heads: number;
  /** Up to `headExamples` of them, which depend on the corpus alone; called at the first question. */
  rows(): readonly Row[];
  /** Whether the rows were not trained on. */
  isHeldOut: boolean;
  /** Rows that are read at once when the loss is measured. */
  batch: number;
  /** The inspection build for so many rows. Its loss is a mean over all predictions of the rows, in nats. */
  graph(rows: number): { graph: Graph; loss: Tensor; inspection?: HeadInspection | undefined };
  /** Writes up to that number of rows. */
  fill(inputs: PlanInputs, rows: readonly Row[]): void;
  /** (T) its tokens, and what is predicted at each of them; null: nothing. */
  describe(row: Row): { tokens: string[]; targets: (string | null)[] };
}

/** One example as every head attends to it. Head h of layer l has the number l · H + h. */
export interface HeadMaps extends Moment {
  /** Number of the example, and how many there are. */
  text: number;
  texts: number;
  layers: number;
  heads: number;
  /** (T) */
  tokens: string[];
  /** (T) what is predicted at each token; null: nothing. */
  targets: (string | null)[];
  /** (L, H, T, T): how much each token (row) takes from each token (column). */
  weights: Float32Array;
  /** Of this example, nats per prediction. */
  loss: number;
}

/** The loss of the same examples with all heads, and without each of some sets of heads, at the same parameters. In nats per prediction. */
export interface HeadLosses extends Moment {
  all: number;
  without: { off: readonly number[]; loss: number }[];
  examples: number;
  predictions: number;
  /** The examples were not trained on. */
  isHeldOut: boolean;
}

/** Queries and answers by the name of the probe. `off`, and each of the `sets`: numbers of the heads that are switched off. */
export interface HeadProbes {
  /** A number past the last example counts on from the first. */
  heads: { query: { text: number; off: readonly number[] }; answer: HeadMaps };
  'head-losses': { query: { sets: readonly (readonly number[])[] }; answer: HeadLosses };
}

type Answers = {
  [K in keyof HeadProbes]: (
    query: HeadProbes[K]['query'],
    moment: Moment,
    onProgress: Progress,
  ) => Promise<HeadProbes[K]['answer']>;
};

export function headProbes<Row>(plans: Plans, model: HeadsModel<Row>): Record<keyof HeadProbes, Probe> {
  const heads = new Heads(plans, model);
  return {
    heads: ({ text, off }, moment) => heads.maps(text, off, moment),
    'head-losses': ({ sets }, moment, onProgress) => heads.losses(sets, moment, onProgress),
  } satisfies Answers;
}

class Heads<Row> {
  private known: readonly Row[] | null = null;
  /** The loss with all heads at the last moment that was asked about. */
  private whole: { at: Moment; loss: number } | null = null;

  constructor(
    private readonly plans: Plans,
    private readonly model: HeadsModel<Row>,
  ) {}

  /** Throws `bad-corpus` if there is no example. */
  private rows(): readonly Row[] {
    this.known ??= this.model.rows();
    if (this.known.length === 0) {
      throw new RetrogradError(
        'bad-corpus',
        sentence`This corpus has no text on which heads could be measured: choose another one.`,
      );
    }
    return this.known;
  }

  async maps(text: number, off: readonly number[], moment: Moment): Promise<HeadMaps> {
    const { model } = this;
    const { layers, heads } = model;
    const rows = this.rows();
    const number = ((text % rows.length) + rows.length) % rows.length;
    const row = rows[number]!;
    const plan = await this.plans.plan('maps of heads', () => {
      const { graph, loss, inspection } = model.graph(1);
      return {
        graph,
        outputs: { loss, ...Object.fromEntries(inspection!.weights.map((w, l) => [`weights ${l}`, w])) },
      };
    });
    this.switchHeads(plan, off);
    model.fill(plan, [row]);
    const result = await plan.run();
    const { tokens, targets } = model.describe(row);
    const t = tokens.length;
    const weights = new Float32Array(layers * heads * t * t);
    for (let l = 0; l < layers; l++) {
      const padded = result[`weights ${l}`]!;
      const length = Math.sqrt(padded.length / heads);
      for (let h = 0; h < heads; h++) {
        for (let i = 0; i < t; i++) {
          const from = (h * length + i) * length;
          weights.set(padded.subarray(from, from + t), ((l * heads + h) * t + i) * t);
        }
      }
    }
    return {
      ...moment,
      text: number,
      texts: rows.length,
      layers,
      heads,
      tokens,
      targets,
      weights,
      loss: result.loss![0]!,
    };
  }

  async losses(sets: readonly (readonly number[])[], moment: Moment, onProgress: Progress): Promise<HeadLosses> {
    const rows = this.rows();
    const predictions = rows.reduce((sum, row) => sum + this.predictionsOf(row), 0);
    const isKnown = this.whole?.at === moment;
    const total = (sets.length + (isKnown ? 0 : 1)) * rows.length;
    let done = 0;
    const measured = (off: readonly number[]) => this.loss(off, (read) => onProgress((done += read), total));
    if (!isKnown) this.whole = { at: moment, loss: await measured([]) };
    const without: HeadLosses['without'] = [];
    for (const off of sets) without.push({ off, loss: await measured(off) });
    const { isHeldOut } = this.model;
    return { ...moment, all: this.whole!.loss, without, examples: rows.length, predictions, isHeldOut };
  }

  private predictionsOf(row: Row): number {
    return this.model.describe(row).targets.filter((target) => target !== null).length;
  }

  /** Mean over all predictions of all rows. `onRead` is told how many rows were read at once. */
  private async loss(off: readonly number[], onRead: (rows: number) => void): Promise<number> {
    const { model } = this;
    const rows = this.rows();
    const plan = await this.plans.plan('loss without heads', () => {
      const { graph, loss } = model.graph(model.batch);
      return { graph, outputs: { loss } };
    });
    let sum = 0;
    let count = 0;
    for (let first = 0; first < rows.length; first += model.batch) {
      const some = rows.slice(first, first + model.batch);
      this.switchHeads(plan, off);
      model.fill(plan, some);
      const predictions = some.reduce((n, row) => n + this.predictionsOf(row), 0);
      sum += predictions * (await plan.run()).loss![0]!;
      count += predictions;
      onRead(some.length);
    }
    return sum / count;
  }

  /** Throws `bad-option` for a head that there is not. */
  private switchHeads(plan: CompiledGraph, off: readonly number[]): void {
    const on = plan.floats('heads.on').fill(1);
    for (const head of off) {
      if (!(head in on)) {
        throw new RetrogradError('bad-option', sentence`There is no head ${head + 1}: the model has ${on.length}.`);
      }
      on[head] = 0;
    }
  }
}
