/** Continues texts token by token on the GPU: one submit a token, and nothing is read back but the tokens. */
import { type CompiledGraph, integersOf, type StepResult } from '../graph/compile.ts';
import { allowKeys } from '../graph/ops/attention-mask.ts';
import { StateStore } from '../graph/state.ts';
import { type Decoder, encodingGraph, newestTokens, stepGraph } from '../models/generation.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import type { PlanRequest, Plans } from './engine.ts';

/** Where plans of generation run: on the GPU (`generationPlans`), or in float64 in tests. All plans share the states. */
export interface GenerationPlans {
  plan(
    name: string,
    make: () => Omit<PlanRequest, 'states'>,
  ): Promise<Pick<CompiledGraph, 'floats' | 'integers' | 'run'>>;
  /** Overwrites a state of a plan that is made. */
  write(state: string, values: Uint32Array<ArrayBuffer>): void;
  /** Frees the states. */
  destroy(): void;
}

/** The name tells these plans from all others of the engine: a second generator has another one. */
export function generationPlans(name: string, plans: Plans, device: GPUDevice): GenerationPlans {
  const states = new StateStore(device);
  return {
    plan: (part, make) => plans.plan(`${name}, ${part}`, () => ({ ...make(), states })),
    write: (state, values) => states.write(state, values),
    destroy: () => states.destroy(),
  };
}

/** Given tokens of a text. */
export interface GivenTokens {
  ids: readonly number[];
  /** Tokens of the text that are already in the cache. */
  start: number;
  /** The decoder's positions, a list for each. */
  positions: readonly (readonly number[])[];
}

/** The token after which a text is continued. It is not yet in the cache. */
export interface NewestToken {
  id: number;
  /** Its place in the text. */
  place: number;
  /** The decoder's positions of it. */
  positions: readonly number[];
}

/** Which tokens may be chosen, and where a text ends. */
export interface Rules {
  /** The first tokens of every text see each other: GLM's Part A; 0 for none. */
  prefix: number;
  /** Ends a text. */
  end: number;
  /** Never chosen. */
  barred: readonly number[];
  /** Largest number of tokens, the one that ends the text included. */
  maxTokens: number;
}

/** A token and its log-probability in nats among the tokens that are not barred, at temperature 1. */
export interface RatedToken {
  id: number;
  log: number;
}

/** A generated token, and the likeliest tokens at its place, itself included if it is one of them. */
export interface GeneratedToken extends RatedToken {
  likeliest: RatedToken[];
}

/** Given tokens are padded to a multiple of this, so that texts of many lengths share a plan. */
const padding = 16;
/** Steps on the GPU at once: while the token of one is read, the next is computed. */
const ahead = 2;

type Plan = Awaited<ReturnType<GenerationPlans['plan']>>;

/** Generates R texts at once with the parameters that the plans use. */
export class Generator {
  /** @param likeliest tokens that are told for each generated one */
  constructor(
    readonly decoder: Decoder,
    private readonly plans: GenerationPlans,
    readonly rows: number,
    readonly likeliest: number,
  ) {}

  /** Puts given tokens into the cache, in one submit. Of the R texts, those beyond the given ones lose their tokens. `prefix` is that of `Rules`. */
  async encode(texts: readonly GivenTokens[], prefix = 0): Promise<void> {
    const longest = Math.max(...texts.map(({ ids }) => ids.length));
    if (longest === 0) return;
    const length = Math.ceil(longest / padding) * padding;
    const { decoder, rows } = this;
    const plan = await this.plans.plan(`${length} given tokens`, () => ({
      graph: encodingGraph(decoder, rows, length).graph,
      outputs: {},
    }));
    for (const name of ['ids', 'starts', ...decoder.positions.map(({ name }) => name)]) plan.integers(name).fill(0);
    texts.forEach(({ ids, start, positions }, r) => {
      plan.integers('ids').set(ids, r * length);
      plan.integers('starts')[r] = start;
      decoder.positions.forEach(({ name }, i) => {
        plan.integers(name).set(positions[i]!, r * length);
      });
    });
    this.fillMask(
      plan,
      texts.map(({ start }) => start),
      length,
      prefix,
    );
    await plan.run();
  }

  /**
   * Continues each text after its newest token until it ends. Temperature 0 chooses the likeliest tokens; otherwise they are drawn: the draw at a place
   * follows from the text's seed and the place. Throws `not-finite` if the model's logits are not numbers.
   */
  async continue(
    texts: readonly (NewestToken & { seed: number })[],
    rules: Rules,
    temperature: number,
  ): Promise<GeneratedToken[][]> {
    const plan = await this.plans.plan('step', () => {
      const { graph, likeliest, chosen } = stepGraph(this.decoder, this.rows, 'draws', this.likeliest);
      const outputs = {
        ids: chosen!.tokens,
        logs: chosen!.logs,
        likeliest: likeliest.tokens,
        likeliestLogs: likeliest.logs,
      };
      return { graph, outputs };
    });
    const limit = this.limitOf(texts, rules);
    this.writeNewest(texts);
    const generated = texts.map((): GeneratedToken[] => []);
    const hasEnded = (text: GeneratedToken[]) => text.at(-1)?.id === rules.end;
    const flights: Promise<StepResult>[] = [];
    for (let submitted = 0, read = 0; read < limit && !generated.every(hasEnded); read++) {
      while (submitted < limit && flights.length < ahead) {
        this.fillStep(plan, texts, rules, submitted);
        plan.floats('temperature')[0] = temperature;
        const draws = plan.integers('draws');
        for (let r = 0; r < texts.length; r++) draws.set([texts[r]!.seed, texts[r]!.place + submitted], 2 * r);
        const flight = plan.run();
        flight.catch(() => {}); // awaited below, unless an earlier one fails
        flights.push(flight);
        submitted++;
      }
      const { ids, logs, likeliest, likeliestLogs } = await flights.shift()!;
      const chosen = integersOf(ids!);
      const candidates = this.candidatesOf(likeliest!, likeliestLogs!);
      generated.forEach((text, r) => {
        if (hasEnded(text)) return;
        requireToken(chosen[r]!, logs![r]!, this.decoder.vocabularySize);
        text.push({ id: chosen[r]!, log: logs![r]!, likeliest: candidates[r]! });
      });
    }
    // a step that was computed ahead of the end
    await Promise.all(flights);
    return generated;
  }

  /**
   * One step of a beam search: text r becomes text parents[r], its newest token is ids[r], `step` places after `first`. The likeliest next tokens of
   * each, the likeliest first.
   */
  async expand(
    first: NewestToken,
    step: number,
    { ids, parents }: { ids: readonly number[]; parents: readonly number[] },
    rules: Rules,
  ): Promise<RatedToken[][]> {
    const plan = await this.plans.plan('beams', () => {
      const { graph, likeliest } = stepGraph(this.decoder, this.rows, 'beams', this.likeliest);
      return { graph, outputs: { likeliest: likeliest.tokens, likeliestLogs: likeliest.logs } };
    });
    this.writeNewest(ids.map((id) => ({ id })));
    this.fillStep(
      plan,
      ids.map(() => first),
      rules,
      step,
    );
    plan.integers('parents').set(parents);
    const { likeliest, likeliestLogs } = await plan.run();
    const candidates = this.candidatesOf(likeliest!, likeliestLogs!);
    requireToken(candidates[0]![0]?.id ?? this.decoder.vocabularySize, likeliestLogs![0]!, this.decoder.vocabularySize);
    return candidates;
  }

  /** Tokens that may be generated after these, at most. */
  limitOf(texts: readonly NewestToken[], { maxTokens }: Rules): number {
    return Math.min(maxTokens, this.decoder.capacity - Math.max(...texts.map(({ place }) => place)));
  }

  destroy(): void {
    this.plans.destroy();
  }

  private writeNewest(texts: readonly { id: number }[]): void {
    const newest = new Uint32Array(this.rows);
    newest.set(texts.map(({ id }) => id));
    this.plans.write(newestTokens, newest);
  }

  /** The inputs of the step that takes the token `step` places after the newest ones. */
  private fillStep(plan: Plan, texts: readonly NewestToken[], rules: Rules, step: number): void {
    const starts = plan.integers('starts').fill(0);
    for (let r = 0; r < texts.length; r++) starts[r] = texts[r]!.place + step;
    this.decoder.positions.forEach(({ name, advance }, i) => {
      const positions = plan.integers(name).fill(0);
      for (let r = 0; r < texts.length; r++) positions[r] = texts[r]!.positions[i]! + advance * step;
    });
    this.fillMask(plan, starts, 1, rules.prefix);
    const barred = plan.integers('barred').fill(0);
    for (const id of rules.barred) barred[id >>> 5]! |= 1 << (id & 31);
  }

  /** Tokens see the prefix, themselves and what is before them. */
  private fillMask(plan: Plan, starts: ArrayLike<number>, length: number, prefix: number): void {
    const { hasPrefix, capacity } = this.decoder;
    if (!hasPrefix) return;
    const mask = plan.integers('mask').fill(0);
    for (let r = 0; r < starts.length; r++) {
      for (let t = 0; t < length; t++)
        allowKeys(mask, capacity, r * length + t, 0, Math.max(prefix, starts[r]! + t + 1));
    }
  }

  /** The likeliest tokens of each text. */
  private candidatesOf(tokens: Float32Array, logs: Float32Array): RatedToken[][] {
    const ids = integersOf(tokens);
    const { likeliest: count, rows, decoder } = this;
    return Array.from({ length: rows }, (_, r) =>
      Array.from({ length: count }, (_, n) => ({ id: ids[r * count + n]!, log: logs[r * count + n]! })).filter(
        ({ id }) => id < decoder.vocabularySize,
      ),
    );
  }
}

function requireToken(id: number, log: number, vocabularySize: number): void {
  if (id < vocabularySize && Number.isFinite(log)) return;
  throw new RetrogradError(
    'not-finite',
    sentence`The model has no next token: its logits are not numbers, or every token is barred.`,
  );
}
