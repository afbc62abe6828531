/** Random draws of a phase. Their whole state is kept in a checkpoint. */

import { Prng, type PrngState } from '../util/prng.ts';
import { sentence } from '../util/sentence.ts';
import { z } from '../util/zod.ts';
import { badCheckpoint } from './checkpoint.ts';

export interface SamplerState {
  epochStart: PrngState;
  cursor: number;
  /** How many items there are; absent in checkpoints of earlier versions. */
  items?: number | undefined;
}

/**
 * Draws every item once per epoch, in a new random order each time. A state of another number of items, which a setting may have changed, begins an
 * epoch.
 */
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
    return { epochStart: this.epochStart, cursor: this.cursor, items: this.order.length };
  }

  set state({ epochStart, cursor, items = this.order.length }: SamplerState) {
    this.prng.state = epochStart;
    this.shuffle();
    if (items === this.order.length) this.cursor = cursor;
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

  /** Validates a saved state. Throws `bad-checkpoint` if it is not one, or if its position is beyond its items. */
  read(state: unknown): DrawState {
    const count = z.int().check(z.nonnegative());
    const sampler = z.object({ epochStart: prngState, cursor: count, items: z.optional(count) });
    const parsed = z.object({ prng: prngState, sampler }).safeParse(state);
    if (parsed.success) {
      const { cursor, items = this.items.length } = parsed.data.sampler;
      if (cursor <= items) return parsed.data;
    }
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
