/** Pages that need an open run, where none is open: what they say and offer, with WebGPU and without. */
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { RunsPage } from '../runs/runs-page.tsx';
import { IndexPage } from '../systems/realm/index-view/index-page.tsx';
import { initialIndexState } from '../systems/realm/index-view/index-store.ts';
import { LabPage } from '../systems/realm/lab/lab-page.tsx';
import { SlowPage } from '../systems/realm/slow/slow-page.tsx';
import { markupOf, textOf } from '../testing/markup.tsx';
import type { WebGpu } from '../webgpu.ts';

const stores = {
  lab: { views: { salient: null }, asking: 0 },
  index: initialIndexState,
  slow: { before: null, after: null, refresh: null, working: null, stage: 'retriever', isEmpty: false, batch: 'next' },
  example: { index: 0, live: true, document: null, look: 'table', stage: null, moves: 0 },
};

const pages: readonly [string, ReactNode][] = [
  ['lab', <LabPage key="lab" />],
  ['slow', <SlowPage key="slow" />],
  ['index', <IndexPage key="index" />],
  ['runs', <RunsPage key="runs" />],
];

const shown = (page: string, part: ReactNode, webGpu: WebGpu) => markupOf(part, {}, stores, 'en', { page, webGpu });
const buttons = (markup: string) => [...markup.matchAll(/data-action="([^"]*)"/g)].map(([, id]) => id);

describe.each(pages)('the page %s without an open run', (page, part) => {
  it('says why nothing can be opened without WebGPU, and offers the recording alone', () => {
    for (const webGpu of ['missing', 'no-adapter'] as const) {
      const markup = shown(page, part, webGpu);
      expect(textOf(markup)).toContain('No run can be opened here: this browser offers no WebGPU.');
      expect(markup).toContain(`data-why="${webGpu}"`);
      expect(buttons(markup)).toEqual(['watch-recording']);
    }
  });

  it('offers to open the recorded models with WebGPU', () => {
    const markup = shown(page, part, 'available');
    expect(textOf(markup)).not.toContain('WebGPU');
    expect(buttons(markup)).toContain('open-models');
    expect(buttons(markup)).not.toContain('watch-recording');
  });

  it('shows what there will be to see', () => {
    for (const webGpu of ['available', 'missing'] as const) {
      const markup = shown(page, part, webGpu);
      const outline = markup.slice(markup.indexOf('data-testid="outline"'));
      expect([...outline.matchAll(/<h3/g)].length, markup).toBeGreaterThanOrEqual(4);
    }
  });
});
