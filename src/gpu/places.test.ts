import { describe, expect, it } from 'vitest';
import { Prng } from '../util/prng.ts';
import { alignment, placeSlots } from './places.ts';
import type { Slot } from './plan.ts';

/** Random programs: each dispatch binds a few slots, new ones and some that were bound before. */
function randomProgram(seed: number) {
  const prng = new Prng(seed);
  const slots: Slot[] = [];
  const dispatches = Array.from({ length: 1 + prng.int(40) }, () => {
    const bound = new Set<Slot>();
    for (let b = 1 + prng.int(6); b > 0; b--) {
      if (slots.length === 0 || prng.uniform() < 0.5) {
        const slot: Slot = { label: `slot ${slots.length}`, elements: prng.int(4) === 0 ? prng.int(2) : prng.int(900) };
        const kind = prng.uniform();
        if (kind < 0.1) slot.role = 'input';
        else if (kind < 0.2) slot.role = 'output';
        else if (kind < 0.3) slot.external = { buffer: {} as GPUBuffer, offset: 0 };
        slots.push(slot);
      }
      // mostly recent slots, so that lifetimes are short and places are reused
      bound.add(slots[Math.max(0, slots.length - 1 - prng.int(prng.uniform() < 0.8 ? 4 : slots.length))]!);
    }
    return { bindings: Object.fromEntries([...bound].map((slot, i) => [`b${i}`, { slot, element: 'f32' as const }])) };
  });
  return { slots, dispatches };
}

describe('places in the arena', () => {
  it('never overlap while both slots are alive, and are aligned, in 300 random programs', () => {
    let shared = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const { slots, dispatches } = randomProgram(seed);
      const { places, inputEnd, outputStart, outputSize, total } = placeSlots(dispatches);
      const spans = slots.flatMap((slot) => {
        const uses = dispatches.flatMap(({ bindings }, i) =>
          Object.values(bindings).some((binding) => binding.slot === slot) ? [i] : [],
        );
        const offset = places.get(slot);
        expect(offset === undefined, slot.label).toBe(Boolean(slot.external) || uses.length === 0);
        if (offset === undefined) return [];
        const end = offset + Math.max(4, 4 * slot.elements);
        expect(offset % alignment).toBe(0);
        expect(end).toBeLessThanOrEqual(total);
        expect(slot.role === 'input').toBe(offset < inputEnd);
        expect(slot.role === 'output').toBe(offset >= outputStart && offset < outputStart + outputSize);
        const throughout = slot.role !== undefined;
        return [{ offset, end, first: throughout ? 0 : uses[0]!, last: throughout ? Infinity : uses.at(-1)! }];
      });
      spans.forEach((a, i) => {
        for (const b of spans.slice(i + 1)) {
          const together = a.first <= b.last && b.first <= a.last;
          const overlap = a.offset < b.end && b.offset < a.end;
          if (overlap && !together) shared++;
          expect(together && overlap).toBe(false);
        }
      });
    }
    // without shared places the check would be empty
    expect(shared).toBeGreaterThan(300);
  });

  it('of a chain of values are two, whatever its length', () => {
    const values = Array.from({ length: 10 }, (_, i): Slot => ({ label: `${i}`, elements: 64 }));
    const dispatches = values.slice(1).map((slot, i) => ({
      bindings: { x: { slot: values[i]!, element: 'f32' as const }, out: { slot, element: 'f32' as const } },
    }));
    expect(placeSlots(dispatches).total).toBe(2 * 256);
  });
});
