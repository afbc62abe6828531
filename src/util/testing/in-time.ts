import { vi } from 'vitest';

/** Waits until `check` no longer throws. What comes late on a slow machine is no fault, so only what does not come at all fails here. */
export const inTime = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 180_000 });
