import { describe, expect, it } from 'vitest';
import type { MetricInfo } from '../src/run/records.ts';
import { realmMetrics } from '../src/systems/realm/metrics.ts';
import { evaluationLine, metLine, sessionLine, skippedLines } from './lines.ts';

describe('what the command line prints', () => {
  it('tells documents and blocks apart in the opening line', () => {
    const line = sessionLine({
      runId: 'run',
      config: {
        system: 'realm',
        preset: 'atlas',
        corpus: 'own',
        seed: 1,
        gpu: { halfPrecision: false, timedKernels: true },
      },
      adapter: 'an adapter',
      corpus: { title: 'Own', documents: 3, questions: 0, language: 'en' },
      parameters: 99,
      facts: { blocks: 7, heldOutExamples: 2 },
      phases: [],
      metrics: [],
      curves: [],
      skipped: {},
    });
    expect(line).toBe('Own: 3 documents, 0 questions, 99 parameters, blocks 7, held out examples 2; an adapter');
  });

  it('says why a run has stopped', () => {
    const condition = { metric: 'heldOutAccuracy', is: '>=', value: 0.9 } as const;
    expect(metLine({ condition, value: 0.92187512, at: { phase: 'joint', step: 300 } })).toBe(
      'stopped: heldOutAccuracy>=0.9 is met: 0.921875 at joint 300',
    );
  });

  it('writes reasons as words', () => {
    expect(skippedLines({ 'no-salient-span': 2, 'blocks of code': 1 })).toEqual([
      'no salient span: 2',
      'blocks of code: 1',
    ]);
  });

  it('prints what an evaluation of REALM measured', () => {
    const metrics = {
      examples: 16,
      heldOutAccuracy: 0,
      heldOutLogLikelihood: -5.12922,
      retrievalUtility: 0.00135,
      recallAt1: 0.29167,
      recallAt5: 0.83333,
      lexicalRecallAt1: 1,
      lexicalRecallAt5: 1,
      nullProbability: 0.00169,
      entropy: 1.9257,
      answerableShare: 0.8125,
      indexRecall: 1,
      freshRecall: 1,
      indexAge: 15,
    };
    expect(evaluationLine({ phase: 'joint', step: 60, metrics, skipped: {} }, realmMetrics)).toBe(
      'joint 60: held-out accuracy 0.000 log-likelihood -5.129 RU 0.00 R@1 0.292 R@5 0.833 BM25 R@1 1.000 p(null) 0.002 answerable 0.813 index recall 1.000 fresh recall 1.000',
    );
  });

  it('leaves out what has no label or was not measured, and prints counts whole', () => {
    const metric = { name: '', about: '', at: ['evaluation'] } as const;
    const known: MetricInfo[] = [
      { ...metric, id: 'count', format: 'count', label: 'pairs' },
      { ...metric, id: 'null', format: 'share', label: 'null' },
      { ...metric, id: 'nan', format: 'share', label: 'nan' },
      { ...metric, id: 'absent', format: 'share', label: 'absent' },
      { ...metric, id: 'silent', format: 'number' },
    ];
    const metrics = { count: 12, null: null, nan: Number.NaN, silent: 1 };
    expect(evaluationLine({ phase: 'table', step: 3, metrics, skipped: {} }, known)).toBe('table 3: pairs 12');
  });
});
