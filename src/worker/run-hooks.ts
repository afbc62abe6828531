/** Turns the hooks of a run into events of the contract. */
import { measuredOf } from '../run/measured.ts';
import type { RunHooks } from '../run/training-run.ts';
import { inEnglish } from '../util/sentence.ts';
import type { HostHooks } from './train-server.ts';

type ReportHooks = Pick<
  RunHooks,
  | 'onSteps'
  | 'onEvaluation'
  | 'onResults'
  | 'onMeasuring'
  | 'onPreparing'
  | 'onRefresh'
  | 'onWarning'
  | 'onKernels'
  | 'onProgress'
>;

export function runHooks({ onEvent, onProgress }: HostHooks): ReportHooks {
  return {
    onSteps: (phase, records) => onEvent({ type: 'steps', phase, records }),
    onEvaluation: (evaluation) => onEvent({ type: 'evaluation', evaluation }),
    onResults: (results, corpus) => onEvent({ type: 'results', results, measured: measuredOf(results, corpus) }),
    onMeasuring: (moment, done, total) => onEvent({ type: 'measuring', moment, done, total }),
    onPreparing: (stage, done, total) => onEvent({ type: 'preparing', stage, done, total }),
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
