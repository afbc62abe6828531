import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../run/records.ts';
import { describeRun } from '../../state/run-description.ts';
import { resolvePreset } from '../../systems/presets.ts';
import { fakeExample } from '../../systems/realm/testing/fake-examples.ts';
import { Candidates } from '../systems/realm/candidates.tsx';
import { markupOf, textOf } from '../testing/markup.tsx';
import { Evaluations } from './evaluations.tsx';
import { RunProgress } from './run-progress.tsx';

const draft = resolvePreset('smoke');
const measured = { runId: 'a', ...describeRun(draft) };
const evaluation: Evaluation = { phase: 'ict', step: 20, metrics: {}, skipped: {} };
const example = fakeExample(0, 1, { phase: 'joint', step: 300 });

/** Each part in two languages: symbols of the field, and the plain words that stand beside them without a pointer. */
describe.each([
  [
    'en',
    ['RU retrieval utility', 'R@1 the answer’s document is first', 'p(null) retrieves nothing', 'ICT find the source'],
    ['p(z|x) retrieval probability', 'r(z) gradient signal'],
    'find the source',
  ],
  [
    'zh-Hans',
    ['RU 检索效用', 'R@1 答案所在文档排第一', 'p(null) 不检索的概率', 'ICT 找出所在文本块'],
    ['p(z|x) 检索概率', 'r(z) 梯度信号'],
    '找出所在文本块',
  ],
])('plain names in %s', (language, ofEvaluations, ofCandidates, ofPhase) => {
  const shown = (part: React.ReactNode) =>
    textOf(
      markupOf(part, { draft, measured, evaluations: [evaluation], now: { phase: 'ict', step: 3 } }, {}, language),
    );

  it('stand in the heads of the evaluations', () => {
    const text = shown(<Evaluations />);
    for (const words of ofEvaluations) expect(text).toContain(words);
  });

  it('stand in the heads of the candidates', () => {
    const text = shown(<Candidates {...example} opened={null} onToggle={() => {}} />);
    for (const words of ofCandidates) expect(text).toContain(words);
  });

  it('stand beside the phases of the run', () => {
    expect(shown(<RunProgress />)).toContain(ofPhase);
  });
});
