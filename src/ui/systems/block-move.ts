/** Going from block to block of the corpus on a page beside the run. */
import type { SessionState } from '../../state/session-state.ts';

/** The block so many further, counted round where the number of blocks is known. */
export function blockFurther(block: number, by: number, { info }: Pick<SessionState, 'info'>): number {
  const blocks = info?.facts.blocks;
  return blocks ? (block + by + blocks) % blocks : Math.max(0, block + by);
}

/** Blocks are counted from 1 in an address. Undefined: it cannot be read. */
export function blockOfPlace(place: string): number | undefined {
  return /^[1-9]\d{0,6}$/.test(place) ? Number(place) - 1 : undefined;
}
