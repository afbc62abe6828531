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

/** In which text heads attend. */
export interface HeadView {
  id: string;
  /** Whose heads they are, e.g. of the reader. Those of one part attend in several texts where it has several views; it has one loss. */
  part: string;
}

/** What of a system's model has heads, as they attend in one text of its examples. A row is one example, as the model reads it. */
export interface HeadsModel<Row> {
  view: HeadView;
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
  /** Predictions of a row. Absent: the tokens at which something is predicted. */
  predictions?(row: Row): number;
}

/** One example as every head attends to it. Head h of layer l has the number l · H + h. */
export interface HeadMaps extends Moment {
  /** Of what the maps are, and what else can be looked at. */
  view: HeadView;
  views: readonly HeadView[];
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
  view: HeadView;
  all: number;
  without: { off: readonly number[]; loss: number }[];
  examples: number;
  predictions: number;
  /** The examples were not trained on. */
  isHeldOut: boolean;
}

/**
 * Queries and answers by the name of the probe. `view`: the id of one; absent: the first. `off`, and each of the `sets`: numbers of the heads that are
 * switched off.
 */
export interface HeadProbes {
  /** A number past the last example counts on from the first. */
  heads: { query: { view?: string; text: number; off: readonly number[] }; answer: HeadMaps };
  'head-losses': { query: { view?: string; sets: readonly (readonly number[])[] }; answer: HeadLosses };
}

type Answers = {
  [K in keyof HeadProbes]: (
    query: HeadProbes[K]['query'],
    moment: Moment,
    onProgress: Progress,
  ) => Promise<HeadProbes[K]['answer']>;
};

/** The probes of a run whose heads can be looked at in these views, at least one. */
export function headProbes(models: readonly HeadAnswers[]): Record<keyof HeadProbes, Probe> {
  const views = models.map(({ view }) => view);
  const modelOf = (id = views[0]!.id) => {
    const model = models.find(({ view }) => view.id === id);
    if (!model) throw new RetrogradError('internal', `There is no view of heads ${id}.`);
    return model;
  };
  return {
    heads: async ({ view, text, off }, moment) => ({ ...(await modelOf(view).maps(text, off, moment)), views }),
    'head-losses': async ({ view, sets }, moment, onProgress) => modelOf(view).losses(sets, moment, onProgress),
  } satisfies Answers;
}

/** What heads answer in one view. */
export interface HeadAnswers {
  readonly view: HeadView;
  maps(text: number, off: readonly number[], moment: Moment): Promise<Omit<HeadMaps, 'views'>>;
  losses(sets: readonly (readonly number[])[], moment: Moment, onProgress: Progress): Promise<HeadLosses>;
}

export class Heads<Row> implements HeadAnswers {
  private known: readonly Row[] | null = null;
  /** Tokens of a padded text, in the maps of which the first text is the one that is looked at. */
  private length = 0;
  /** The loss with all heads at the last moment that was asked about. */
  private whole: { at: Moment; loss: number } | null = null;

  constructor(
    private readonly plans: Plans,
    private readonly model: HeadsModel<Row>,
  ) {}

  get view(): HeadView {
    return this.model.view;
  }

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

  async maps(text: number, off: readonly number[], moment: Moment): Promise<Omit<HeadMaps, 'views'>> {
    const { model } = this;
    const { layers, heads } = model;
    const rows = this.rows();
    const number = ((text % rows.length) + rows.length) % rows.length;
    const row = rows[number]!;
    const plan = await this.plans.plan(`maps of heads, ${model.view.id}`, () => {
      const { graph, loss, inspection } = model.graph(1);
      this.length = inspection!.weights[0]!.shape[2]!;
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
      for (let h = 0; h < heads; h++) {
        for (let i = 0; i < t; i++) {
          const from = (h * this.length + i) * this.length;
          weights.set(padded.subarray(from, from + t), ((l * heads + h) * t + i) * t);
        }
      }
    }
    return {
      ...moment,
      view: model.view,
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
    const { isHeldOut, view } = this.model;
    return { ...moment, view, all: this.whole!.loss, without, examples: rows.length, predictions, isHeldOut };
  }

  private predictionsOf(row: Row): number {
    const { model } = this;
    return model.predictions?.(row) ?? model.describe(row).targets.filter((target) => target !== null).length;
  }

  /** Mean over all predictions of all rows. `onRead` is told how many rows were read at once. */
  private async loss(off: readonly number[], onRead: (rows: number) => void): Promise<number> {
    const { model } = this;
    const rows = this.rows();
    const plan = await this.plans.plan(`loss without heads of the ${model.view.part}`, () => {
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
