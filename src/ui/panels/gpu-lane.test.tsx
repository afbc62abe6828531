import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { initialSessionState } from '../../state/session-state.ts';
import { type Workbench, WorkbenchContext } from '../context.ts';
import { LanguageProvider } from '../i18n/language-context.tsx';
import { testLanguages } from '../i18n/testing.ts';
import { GpuLane, isTrainingStep } from './gpu-lane.tsx';
import lanes from './lanes.module.css';

describe('the lane of the GPU', () => {
  it('tells training steps by phase and shape', () => {
    const phases = ['ict', 'finetune'];
    const labels = ['ict × 64', 'finetune × 20', 'joint × 20', 'lab 4 × 8', 'ict', 'ictus × 64', 'evaluation'];
    expect(labels.filter((label) => isTrainingStep(label, phases))).toEqual(['ict × 64', 'finetune × 20']);
  });

  it('draws them in the colour of the trainer, and everything else in the other', () => {
    const gpu = ['ict × 64', 'document × 64', 'ict × 64'].map((label, i) => ({
      label,
      begin: 10 * i,
      end: 10 * i + 8,
    }));
    const store = createStore(() => ({ ...initialSessionState, gpu }));
    const drawn = renderToStaticMarkup(
      <LanguageProvider language={testLanguages().of('en')}>
        <WorkbenchContext value={{ session: { store } } as unknown as Workbench}>
          <GpuLane left={60} width={400} scale={1} phases={['ict']} />
        </WorkbenchContext>
      </LanguageProvider>,
    );
    const colours = [...drawn.matchAll(/<rect class="([^"]*)"/g)].slice(1).map(([, name]) => name);
    expect(colours).toEqual([lanes.trainer, lanes.builder, lanes.trainer]);
    expect(lanes.trainer).not.toBe(lanes.builder);
  });
});
