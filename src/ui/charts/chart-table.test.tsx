import { describe, expect, it } from 'vitest';
import type { RefreshRecord } from '../../state/refreshes.ts';
import { workByPlan } from '../panels/gpu-table.tsx';
import { RefreshTable } from '../systems/realm/refresh-table.tsx';
import { markupOf, textOf } from '../testing/markup.tsx';

const refresh = (requestedAtStep: number): RefreshRecord => ({
  phase: 'joint',
  requestedAtStep,
  buildingAtStep: requestedAtStep + 2,
  swappedAtStep: requestedAtStep === 0 ? 0 : requestedAtStep + 5,
  failedAtStep: null,
  step: requestedAtStep + 5,
  stage: 'swapped',
  done: 0,
  total: 0,
  embedMs: 206,
  buildMs: 1180,
});

describe('the table behind the index refreshes', () => {
  it('has a row for each, written as on the page', () => {
    const text = textOf(markupOf(<RefreshTable id="t" />, { refreshes: [0, 50, 100].map(refresh) }));
    expect(text).toContain('All 3 rows');
    expect(text).toContain('first 0 0 206 ms 1.2 s swapped in');
    expect(text).toContain('2 100 105 206 ms 1.2 s swapped in');
  });

  it('of a long run has some of them, and says so', () => {
    const refreshes = Array.from({ length: 400 }, (_, i) => refresh(10 * i));
    const markup = markupOf(<RefreshTable id="t" />, { refreshes });
    expect(textOf(markup)).toContain('40 of 400 rows, spread evenly');
    expect(markup.match(/<tr>/g)).toHaveLength(41);
    expect(textOf(markup)).toContain('399 3,990');
  });
});

it('the table behind the lane of the GPU adds its blocks up by what was run', () => {
  const span = (label: string, begin: number, end: number) => ({ label, begin, end });
  const spans = [span('ict × 64', 0, 2), span('document × 64', 3, 4), span('ict × 64', 5, 8)];
  expect(workByPlan(spans)).toEqual([
    { label: 'ict × 64', blocks: 2, ms: 5 },
    { label: 'document × 64', blocks: 1, ms: 1 },
  ]);
});
