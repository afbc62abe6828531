/** The lines that the command line prints about a run of any system. */
import type { Evaluation, MetricInfo, SessionInfo } from '../src/run/records.ts';
import { conditionText, type MetCondition } from '../src/run/stop-condition.ts';

/** A code such as `no-salient-span` as words. */
export function words(code: string): string {
  return code.replaceAll('-', ' ');
}

/** The opening line: what is trained, on what, and where. */
export function sessionLine({ corpus, facts, parameters, adapter }: SessionInfo): string {
  const { title, documents, questions } = corpus;
  const counts = Object.entries(facts).map(([id, count]) => `, ${factName(id)} ${count}`);
  return `${title}: ${documents} documents, ${questions} questions, ${parameters} parameters${counts.join('')}; ${adapter}`;
}

/** The id of a fact as words: `heldOutExamples` is “held out examples”. */
function factName(id: string): string {
  return id.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** One line for each reason why examples or documents were left out or cut. */
export function skippedLines(skipped: Record<string, number>): string[] {
  return Object.entries(skipped).map(([reason, count]) => `${words(reason)}: ${count}`);
}

/** Why the run has stopped before its end. */
export function metLine({ condition, value, at: { phase, step } }: MetCondition): string {
  return `stopped: ${conditionText(condition)} is met: ${Number(value.toPrecision(6))} at ${phase} ${step}`;
}

/** The values of an evaluation, for the metrics that have a label. */
export function evaluationLine({ phase, step, metrics }: Evaluation, known: readonly MetricInfo[]): string {
  const figures = known.flatMap((metric) => {
    const value = metrics[metric.id] ?? Number.NaN;
    if (metric.label === undefined || Number.isNaN(value)) return [];
    return [` ${metric.label} ${value.toFixed(metric.format === 'count' ? 0 : (metric.digits ?? 3))}`];
  });
  return `${phase} ${step}:${figures.join('')}`;
}
