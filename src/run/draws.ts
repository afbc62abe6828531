/** Random draws of a phase. Their whole state is kept in a checkpoint. */

import { Prng, type PrngState } from '../util/prng.ts';
import { sentence } from '../util/sentence.ts';
import { z } from '../util/zod.ts';
import { badCheckpoint } from './checkpoint.ts';

export interface SamplerState {
  epochStart: PrngState;
  cursor: number;
}

/** Draws every item once per epoch, in a new random order each time. */
export class Sampler {
  private order: Int32Array;
  private cursor = 0;
  private epochStart: PrngState;

  constructor(
    private readonly items: ArrayLike<number>,
    private readonly prng: Prng,
  ) {
    this.order = new Int32Array(items.length);
    this.epochStart = prng.state;
    this.shuffle();
  }

  private shuffle(): void {
    this.epochStart = this.prng.state;
    for (let i = 0; i < this.order.length; i++) this.order[i] = this.items[i]!;
    this.prng.shuffle(this.order);
    this.cursor = 0;
  }

  next(): number {
    if (this.cursor === this.order.length) this.shuffle();
    return this.order[this.cursor++]!;
  }

  get state(): SamplerState {
    return { epochStart: this.epochStart, cursor: this.cursor };
  }

  set state({ epochStart, cursor }: SamplerState) {
    this.prng.state = epochStart;
    this.shuffle();
    this.cursor = cursor;
  }
}

export interface DrawState {
  prng: PrngState;
  sampler: SamplerState;
}

const word = z.int().check(z.minimum(-0x8000_0000), z.maximum(0xffff_ffff));
const prngState = z.tuple([word, word, word, word]);

/** A source of examples for one phase: a sampler over items and a generator for everything else. */
export class Draw {
  readonly prng: Prng;
  private readonly sampler: Sampler;
  private readonly initial: DrawState;

  /** `purpose`: the id of the phase; draws of different purposes are independent. */
  constructor(
    private readonly items: ArrayLike<number>,
    seed: number,
    private readonly purpose: string,
  ) {
    this.prng = Prng.fork(seed, `${purpose} draws`);
    this.sampler = new Sampler(items, Prng.fork(seed, `${purpose} order`));
    this.initial = this.state;
  }

  next(): number {
    return this.sampler.next();
  }

  /** Returns to the first draw. */
  reset(): void {
    this.state = this.initial;
  }

  /** Validates a saved state. Throws `bad-checkpoint` if it is not one, or if its position is beyond the items. */
  read(state: unknown): DrawState {
    const cursor = z.int().check(z.nonnegative(), z.maximum(this.items.length));
    const schema = z.object({ prng: prngState, sampler: z.object({ epochStart: prngState, cursor }) });
    const parsed = schema.safeParse(state);
    if (parsed.success) return parsed.data;
    throw badCheckpoint(sentence`model.safetensors: the draws of ${this.purpose} are damaged, or of another corpus.`);
  }

  get state(): DrawState {
    return { prng: this.prng.state, sampler: this.sampler.state };
  }

  set state({ prng, sampler }: DrawState) {
    this.prng.state = prng;
    this.sampler.state = sampler;
  }
}
