import { describe, expect, it, vi } from 'vitest';
import { emptyReport, noteFailure } from './command.ts';

describe('a case without figures', () => {
  it('has failed, or was left out for lack of time, with the reason in one line', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const report = emptyReport('adapter', 'browser');
    noteFailure(report, 'lm-step-d512', new Error('page.evaluate: me: left out: it takes 60 s\n    at step (a.js:1)'));
    noteFailure(report, 'infonce-step', new Error('page.evaluate: Error: unfair: the loss of step 1 is 5 here'));
    noteFailure(report, 'growth', new Error('stopped after 600 s'));
    error.mockRestore();
    expect(report.leftOut).toEqual([{ name: 'lm-step-d512', reason: 'left out: it takes 60 s' }]);
    expect(report.failed).toEqual([
      { name: 'infonce-step', reason: 'unfair: the loss of step 1 is 5 here' },
      { name: 'growth', reason: 'stopped after 600 s' },
    ]);
  });
});
