/** Turns the hooks of a run into events of the contract. */
import type { RunHooks } from '../run/training-run.ts';
import { inEnglish } from '../util/sentence.ts';
import type { HostHooks } from './train-server.ts';

type ReportHooks = Pick<RunHooks, 'onSteps' | 'onEvaluation' | 'onRefresh' | 'onWarning' | 'onKernels' | 'onProgress'>;

export function runHooks({ onEvent, onProgress }: HostHooks): ReportHooks {
  return {
    onSteps: (phase, records) => onEvent({ type: 'steps', phase, records }),
    onEvaluation: (evaluation) => onEvent({ type: 'evaluation', evaluation }),
    onRefresh: (phase, refresh) => onEvent({ type: 'refresh', phase, refresh }),
    onWarning: (said) =>
      onEvent({ type: 'warning', message: inEnglish(said), ...(typeof said === 'object' && { said }) }),
    onKernels: (report) => onEvent({ type: 'kernels', report }),
    async onProgress(stage, done, total) {
      onProgress(stage, done, total);
      // lets pending messages be received
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}
