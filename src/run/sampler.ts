/** Draws items in a new random order each epoch, none twice in one; its whole state fits into a checkpoint. */
import type { Prng, PrngState } from '../util/prng.ts';

export interface SamplerState {
  epochStart: PrngState;
  cursor: number;
}

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
