import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Watchdog } from './watchdog.ts';

describe('Watchdog', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('notices silence once, after the limit and no sooner', () => {
    const silent = vi.fn();
    const watchdog = new Watchdog(1000, silent);
    watchdog.start();
    vi.advanceTimersByTime(600);
    watchdog.start(); // runs already
    vi.advanceTimersByTime(399);
    expect(silent).not.toHaveBeenCalled();
    vi.advanceTimersByTime(5000);
    expect(silent).toHaveBeenCalledTimes(1);
  });

  it('begins anew when something is heard, and never fires when stopped', () => {
    const silent = vi.fn();
    const watchdog = new Watchdog(1000, silent);
    watchdog.start();
    for (let i = 0; i < 5; i++) {
      vi.advanceTimersByTime(900);
      watchdog.restart();
    }
    watchdog.stop();
    vi.advanceTimersByTime(5000);
    expect(silent).not.toHaveBeenCalled();
  });

  it('hears messages that arrived while its own thread was busy for longer than the limit', async () => {
    vi.useRealTimers();
    const silent = vi.fn();
    const watchdog = new Watchdog(80, silent);
    const { port1, port2 } = new MessageChannel();
    const heard = new Promise<void>((resolve) => {
      port1.onmessage = () => {
        watchdog.restart();
        resolve();
      };
    });
    watchdog.start();
    port2.postMessage(null);
    const begun = performance.now();
    while (performance.now() - begun < 300);
    await heard;
    watchdog.stop();
    port1.close();
    expect(silent).not.toHaveBeenCalled();
  });
});
