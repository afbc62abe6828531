/** Unit tests share a process and its modules: what a file of tests has put in the place of globals, timers and functions goes with it. */
import { afterAll, vi } from 'vitest';

afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
