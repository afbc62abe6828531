/**
 * A seeded pseudo-random generator: xoshiro128** (Blackman and Vigna 2018), seeded by splitmix32. Its state is one small array, so that a
 * checkpoint can save it.
 */
import { fnv1a } from './hash.ts';

export type PrngState = readonly [number, number, number, number];

export class Prng {
  private s: [number, number, number, number];

  constructor(seed: number | PrngState) {
    if (typeof seed !== 'number') {
      this.s = [...seed];
      return;
    }
    let x = seed | 0;
    const splitmix = () => {
      x = (x + 0x9e3779b9) | 0;
      let z = x;
      z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
      return (z ^ (z >>> 16)) >>> 0;
    };
    this.s = [splitmix(), splitmix(), splitmix(), splitmix() || 1];
  }

  get state(): PrngState {
    return [...this.s];
  }

  set state(state: PrngState) {
    this.s = [...state];
  }

  /** A separate generator for one named purpose: more draws for one purpose do not change the draws for another. */
  static fork(seed: number, purpose: string): Prng {
    const hash = fnv1a(purpose, 0x811c9dc5 ^ seed);
    return new Prng(hash ^ (hash >>> 15));
  }

  /** Uniform over 0 … 2³²−1. */
  uint32(): number {
    const s = this.s;
    const x = Math.imul(s[1], 5);
    const result = Math.imul((x << 7) | (x >>> 25), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = (s[3] << 11) | (s[3] >>> 21);
    return result;
  }

  /** Uniform in [0, 1), with 32 random bits. */
  uniform(): number {
    return this.uint32() / 4294967296;
  }

  /** Uniform integer in [0, n). */
  int(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** Standard normal (Box and Muller 1958). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  pick<T>(items: readonly T[]): T {
    return items[this.int(items.length)]!;
  }

  /** Shuffles in place (Fisher and Yates). */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.int(i + 1);
      const swap = items[i];
      items[i] = items[j];
      items[j] = swap;
    }
    return items;
  }
}
